package main

import "net"

func (n *node) broadcast(text string) {
	for _, peer := range n.peers {
		n.send(&gossipPacket{simple: &simpleMessage{n.name, n.address, text}}, peer)
	}
}

func (n *node) onSimple(m *simpleMessage, from *net.UDPAddr) {
	say("SIMPLE MESSAGE origin "+m.originalName+" from "+m.relayPeerAddr+" contents", m.contents)
	n.printPeers()
	if m.originalName == n.name && !faulty("own-simple-goes-round") {
		return
	}
	relayed := &simpleMessage{m.originalName, n.address, m.contents}
	if faulty("relay-address-stays") {
		relayed.relayPeerAddr = m.relayPeerAddr
	}
	for _, peer := range n.relayReceivers(from) {
		n.send(&gossipPacket{simple: relayed}, peer)
	}
}

func (n *node) relayReceivers(from *net.UDPAddr) []*net.UDPAddr {
	if faulty("simple-goes-back-to-the-sender") {
		return n.peers
	}
	return n.peersBut(from)
}
