package main

import "encoding/binary"

// What nodes say to one another. A GossipPacket has exactly one of these set.

type simpleMessage struct{ originalName, relayPeerAddr, contents string }

type rumorMessage struct {
	origin string
	id     uint32
	text   string
}

type peerStatus struct {
	identifier string
	nextID     uint32
}

type statusPacket struct{ want []peerStatus }

type privateMessage struct {
	origin      string
	id          uint32
	text        string
	destination string
	hopLimit    uint32
}

type gossipPacket struct {
	simple  *simpleMessage
	rumor   *rumorMessage
	status  *statusPacket
	private *privateMessage
	request *dataRequest
	reply   *dataReply
	search  *searchRequest
	found   *searchReply
}

func (p *gossipPacket) encode() []byte {
	w := &writer{}
	switch {
	case p.simple != nil:
		w.message(1, p.simple.write)
	case p.rumor != nil:
		w.message(2, p.rumor.write)
	case p.status != nil:
		w.message(3, p.status.write)
	case p.private != nil:
		w.message(4, p.private.write)
	case p.request != nil:
		w.message(5, p.request.write)
	case p.reply != nil:
		w.message(6, p.reply.write)
	case p.search != nil:
		w.message(7, p.search.write)
	case p.found != nil:
		w.message(8, p.found.write)
	}
	return w.bytes
}

func (m *simpleMessage) write(w *writer) {
	w.text(1, m.originalName)
	w.text(2, m.relayPeerAddr)
	w.text(3, m.contents)
}

func (m *rumorMessage) write(w *writer) {
	if faulty("fields-in-another-order") {
		w.number(2, uint64(m.id))
		w.text(1, m.origin)
	} else {
		w.text(1, m.origin)
		w.number(2, uint64(m.id))
	}
	w.text(3, m.text)
}

func (m *statusPacket) write(w *writer) {
	for _, one := range m.want {
		w.message(1, func(w *writer) {
			w.text(1, one.identifier)
			w.number(2, uint64(one.nextID))
		})
	}
}

func (m *privateMessage) write(w *writer) {
	w.text(1, m.origin)
	w.number(2, uint64(m.id))
	w.text(3, m.text)
	w.text(4, m.destination)
	w.number(5, uint64(m.hopLimit))
}

// decodePacket returns nil for what is not a packet: malformed, no message or several.
func decodePacket(bytes []byte) *gossipPacket {
	if faulty("crashes-at-a-malformed-datagram") {
		decodeCarelessly(bytes)
	}
	d := &decoding{}
	p := &gossipPacket{}
	messages := 0
	d.each(bytes, func(f field) {
		if f.number <= 8 {
			messages++
			p.read(d, f)
		}
	})
	if faulty("two-messages-in-one-packet") && messages > 1 {
		messages = 1
	}
	if d.failed || messages != 1 {
		return nil
	}
	return p
}

// decodeCarelessly trusts the lengths that a datagram claims.
func decodeCarelessly(bytes []byte) {
	for len(bytes) > 0 {
		length, n := binary.Uvarint(bytes[1:])
		bytes = bytes[1+n+int(length):]
	}
}

func (p *gossipPacket) read(d *decoding, f field) {
	body := d.block(f)
	switch f.number {
	case 1:
		p.simple = readSimple(d, body)
	case 2:
		p.rumor = readRumor(d, body)
	case 3:
		p.status = readStatus(d, body)
	case 4:
		p.private = readPrivate(d, body)
	case 5:
		p.request = readDataRequest(d, body)
	case 6:
		p.reply = readDataReply(d, body)
	case 7:
		p.search = readSearchRequest(d, body)
	case 8:
		p.found = readSearchReply(d, body)
	}
}

func readSimple(d *decoding, body []byte) *simpleMessage {
	m := &simpleMessage{}
	d.each(body, func(f field) {
		switch f.number {
		case 1:
			m.originalName = d.text(f)
		case 2:
			m.relayPeerAddr = d.text(f)
		case 3:
			m.contents = d.text(f)
		}
	})
	return m
}

func readRumor(d *decoding, body []byte) *rumorMessage {
	m := &rumorMessage{}
	d.each(body, func(f field) {
		switch f.number {
		case 1:
			m.origin = d.text(f)
		case 2:
			m.id = d.small(f)
		case 3:
			m.text = d.text(f)
		}
	})
	return m
}

func readStatus(d *decoding, body []byte) *statusPacket {
	m := &statusPacket{}
	d.each(body, func(f field) {
		if f.number == 1 {
			m.want = append(m.want, readPeerStatus(d, d.block(f)))
		}
	})
	return m
}

func readPeerStatus(d *decoding, body []byte) peerStatus {
	m := peerStatus{}
	d.each(body, func(f field) {
		switch f.number {
		case 1:
			m.identifier = d.text(f)
		case 2:
			m.nextID = d.small(f)
		}
	})
	return m
}

func readPrivate(d *decoding, body []byte) *privateMessage {
	m := &privateMessage{}
	d.each(body, func(f field) {
		switch f.number {
		case 1:
			m.origin = d.text(f)
		case 2:
			m.id = d.small(f)
		case 3:
			m.text = d.text(f)
		case 4:
			m.destination = d.text(f)
		case 5:
			m.hopLimit = d.small(f)
		}
	})
	return m
}
