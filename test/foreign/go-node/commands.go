package main

import "strings"

// command is what the client sends to UIPort.
type command struct {
	text, destination, file, keywords string
	request                           []byte
	budget                            uint64
}

func decodeCommand(bytes []byte) (command, bool) {
	d := &decoding{}
	c := command{}
	d.each(bytes, func(f field) {
		switch f.number {
		case 1:
			c.text = d.text(f)
		case 2:
			c.destination = d.text(f)
		case 3:
			c.file = d.text(f)
		case 4:
			c.request = d.block(f)
		case 5:
			c.keywords = d.text(f)
		case 6:
			c.budget = d.number(f)
		}
	})
	return c, !d.failed
}

func (n *node) onCommand(bytes []byte) {
	n.mutex.Lock()
	defer n.mutex.Unlock()
	c, isWhole := decodeCommand(bytes)
	switch {
	case !isWhole:
	case c.text != "" && c.destination != "":
		say("CLIENT MESSAGE "+c.text+" dest", c.destination)
		n.sendPrivate(c.text, c.destination)
	case c.text != "":
		say("CLIENT MESSAGE", c.text)
		n.printPeers()
		n.publishOrBroadcast(c.text)
	case len(c.request) == 32:
		n.startDownload(c.file, c.request, c.destination)
	case c.file != "":
		n.share(c.file)
	case c.keywords != "":
		n.startSearch(strings.Split(c.keywords, ","), c.budget)
	}
}

func (n *node) publishOrBroadcast(text string) {
	if n.simple {
		n.broadcast(text)
	} else {
		n.publish(text)
	}
}
