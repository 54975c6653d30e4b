package main

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"time"
)

const chunkSize = 8192

// sharedFile is a file of which this node has every chunk.
type sharedFile struct {
	name     string
	metahash []byte
	chunks   int
}

func hashOf(data []byte) []byte {
	hash := sha256.Sum256(data)
	return hash[:]
}

// share cuts a file of _SharedFiles into chunks.
func (n *node) share(name string) {
	data, err := os.ReadFile(filepath.Join("_SharedFiles", filepath.Base(name)))
	if err != nil || len(data) == 0 {
		return
	}
	var metafile []byte
	for _, chunk := range chunksOf(data) {
		n.blocks[string(hashOf(chunk))] = chunk
		metafile = append(metafile, hashOf(chunk)...)
	}
	metahash := hashOf(metafile)
	if faulty("metahash-of-the-file") {
		metahash = hashOf(data)
	}
	n.blocks[string(metahash)] = metafile
	n.files = append(n.files, sharedFile{name, metahash, len(metafile) / 32})
}

func chunksOf(data []byte) [][]byte {
	var chunks [][]byte
	for len(data) > chunkSize {
		chunks = append(chunks, data[:chunkSize])
		data = data[chunkSize:]
	}
	chunks = append(chunks, data)
	if len(data) == chunkSize && faulty("ends-with-an-empty-chunk") {
		chunks = append(chunks, nil)
	}
	return chunks
}

func (n *node) onDataRequest(m *dataRequest) {
	if m.destination != n.name {
		n.forward(m.destination, &m.hopLimit, &gossipPacket{request: m})
		return
	}
	block, isHeld := n.blocks[string(m.hash)]
	if !isHeld && !faulty("answers-with-nothing") {
		return
	}
	reply := &dataReply{n.name, m.origin, hopLimit, m.hash, block}
	n.forward(m.origin, &reply.hopLimit, &gossipPacket{reply: reply})
}

// download gets the metafile of a file and then one chunk after the other.
type download struct {
	name     string
	metahash []byte
	sources  []string // one for every chunk in turn
	hashes   [][]byte
	chunks   [][]byte
	timer    *time.Timer
}

func (n *node) startDownload(name string, metahash []byte, destination string) {
	d := &download{name: filepath.Base(name), metahash: metahash, sources: []string{destination}}
	if destination == "" {
		d.sources = n.sourcesOf(metahash)
	}
	if len(d.sources) == 0 {
		return
	}
	say("DOWNLOADING metafile of "+d.name+" from", d.source())
	n.ask(d)
}

func (d *download) source() string { return d.sources[len(d.chunks)%len(d.sources)] }

func (d *download) wanted() []byte {
	if d.hashes == nil {
		return d.metahash
	}
	return d.hashes[len(d.chunks)]
}

// ask sends the request for what is wanted next, and again as long as no answer comes.
func (n *node) ask(d *download) {
	hash := d.wanted()
	n.downloads[string(hash)] = d
	request := &dataRequest{n.name, d.source(), hopLimit, hash}
	n.forward(request.destination, &request.hopLimit, &gossipPacket{request: request})
	d.timer = time.AfterFunc(5*n.ackTimeout, func() {
		n.mutex.Lock()
		defer n.mutex.Unlock()
		if n.downloads[string(hash)] == d {
			n.ask(d)
		}
	})
}

func (n *node) onDataReply(m *dataReply) {
	if m.destination != n.name {
		n.forward(m.destination, &m.hopLimit, &gossipPacket{reply: m})
		return
	}
	d := n.downloads[string(m.hash)]
	isRight := bytes.Equal(hashOf(m.data), m.hash) || faulty("takes-any-data")
	if d == nil || !isRight || (d.hashes == nil && (len(m.data) == 0 || len(m.data)%32 != 0)) {
		return
	}
	delete(n.downloads, string(m.hash))
	d.timer.Stop()
	n.blocks[string(m.hash)] = m.data
	d.take(m.data)
	if len(d.chunks) == len(d.hashes) {
		n.finish(d)
		return
	}
	say(fmt.Sprintf("DOWNLOADING %s chunk %d from", d.name, len(d.chunks)+1), d.source())
	n.ask(d)
}

func (d *download) take(data []byte) {
	if d.hashes != nil {
		d.chunks = append(d.chunks, data)
		return
	}
	for ; len(data) > 0; data = data[32:] {
		d.hashes = append(d.hashes, data[:32])
	}
}

func (n *node) finish(d *download) {
	_ = os.MkdirAll("_Downloads", 0o755)
	if os.WriteFile(filepath.Join("_Downloads", d.name), bytes.Join(d.chunks, nil), 0o644) != nil {
		return
	}
	n.files = append(n.files, sharedFile{d.name, d.metahash, len(d.chunks)})
	say("RECONSTRUCTED file", d.name)
}
