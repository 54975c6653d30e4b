package main

// What nodes say to one another about files.

type dataRequest struct {
	origin, destination string
	hopLimit            uint32
	hash                []byte
}

type dataReply struct {
	origin, destination string
	hopLimit            uint32
	hash, data          []byte
}

type searchRequest struct {
	origin   string
	budget   uint64
	keywords []string
}

type searchReply struct {
	origin, destination string
	hopLimit            uint32
	results             []searchResult
}

type searchResult struct {
	fileName   string
	metahash   []byte
	chunkMap   []uint64
	chunkCount uint64
}

func (m *dataRequest) write(w *writer) {
	w.text(1, m.origin)
	w.text(2, m.destination)
	w.number(3, uint64(m.hopLimit))
	w.block(4, m.hash)
}

func (m *dataReply) write(w *writer) {
	w.text(1, m.origin)
	w.text(2, m.destination)
	w.number(3, uint64(m.hopLimit))
	w.block(4, m.hash)
	w.block(5, m.data)
}

func (m *searchRequest) write(w *writer) {
	w.text(1, m.origin)
	w.number(2, m.budget)
	for _, keyword := range m.keywords {
		w.text(3, keyword)
	}
}

func (m *searchReply) write(w *writer) {
	w.text(1, m.origin)
	w.text(2, m.destination)
	w.number(3, uint64(m.hopLimit))
	for _, result := range m.results {
		w.message(4, result.write)
	}
}

func (m searchResult) write(w *writer) {
	w.text(1, m.fileName)
	w.block(2, m.metahash)
	packed := &writer{}
	for _, chunk := range m.chunkMap {
		packed.varint(chunk)
	}
	if faulty("chunk-map-in-pieces") {
		for _, chunk := range m.chunkMap {
			w.number(3, chunk)
		}
	} else {
		w.block(3, packed.bytes)
	}
	w.number(4, m.chunkCount)
}

func readDataRequest(d *decoding, body []byte) *dataRequest {
	m := &dataRequest{}
	d.each(body, func(f field) {
		switch f.number {
		case 1:
			m.origin = d.text(f)
		case 2:
			m.destination = d.text(f)
		case 3:
			m.hopLimit = d.small(f)
		case 4:
			m.hash = d.block(f)
		}
	})
	return m
}

func readDataReply(d *decoding, body []byte) *dataReply {
	m := &dataReply{}
	d.each(body, func(f field) {
		switch f.number {
		case 1:
			m.origin = d.text(f)
		case 2:
			m.destination = d.text(f)
		case 3:
			m.hopLimit = d.small(f)
		case 4:
			m.hash = d.block(f)
		case 5:
			m.data = d.block(f)
		}
	})
	return m
}

func readSearchRequest(d *decoding, body []byte) *searchRequest {
	m := &searchRequest{}
	d.each(body, func(f field) {
		switch f.number {
		case 1:
			m.origin = d.text(f)
		case 2:
			m.budget = d.number(f)
		case 3:
			m.keywords = append(m.keywords, d.text(f))
		}
	})
	return m
}

func readSearchReply(d *decoding, body []byte) *searchReply {
	m := &searchReply{}
	d.each(body, func(f field) {
		switch f.number {
		case 1:
			m.origin = d.text(f)
		case 2:
			m.destination = d.text(f)
		case 3:
			m.hopLimit = d.small(f)
		case 4:
			m.results = append(m.results, readSearchResult(d, d.block(f)))
		}
	})
	return m
}

func readSearchResult(d *decoding, body []byte) searchResult {
	m := searchResult{}
	d.each(body, func(f field) {
		switch f.number {
		case 1:
			m.fileName = d.text(f)
		case 2:
			m.metahash = d.block(f)
		case 3:
			m.chunkMap = append(m.chunkMap, d.numbers(f)...)
		case 4:
			m.chunkCount = d.number(f)
		}
	})
	return m
}
