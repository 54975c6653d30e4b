package main

import (
	"fmt"
	"net"
)

// route is the neighbour that delivered an origin's newest rumor, with that rumor's id.
type route struct {
	nextHop *net.UDPAddr
	id      uint32
}

const hopLimit = 10

func (n *node) sendRouteRumor() { n.publish("") }

func (n *node) route(m *rumorMessage, from *net.UDPAddr) {
	if (m.origin == n.name && !faulty("private-for-itself-goes-on")) || (m.id <= n.routes[m.origin].id && !faulty("older-rumor-sets-the-route")) {
		return
	}
	n.routes[m.origin] = route{from, m.id}
	if m.text != "" || faulty("route-rumors-print-dsdv") {
		say("DSDV "+m.origin, from.String())
	}
}

// forward sends a packet that is for one node a hop nearer to it, and takes that hop off its limit.
func (n *node) forward(destination string, left *uint32, p *gossipPacket) {
	next, isKnown := n.routes[destination]
	if !isKnown || (*left == 0 && !faulty("hop-limit-wraps")) {
		return
	}
	if !faulty("hop-limit-stays") {
		*left--
	}
	n.send(p, next.nextHop)
}

func (n *node) sendPrivate(text, destination string) {
	m := &privateMessage{n.name, 0, text, destination, hopLimit}
	n.forward(destination, &m.hopLimit, &gossipPacket{private: m})
}

func (n *node) onPrivate(m *privateMessage) {
	if m.destination == n.name {
		say(fmt.Sprintf("PRIVATE origin %s hop-limit %d contents", m.origin, m.hopLimit), m.text)
	}
	if m.destination != n.name || faulty("private-for-itself-goes-on") {
		n.forward(m.destination, &m.hopLimit, &gossipPacket{private: m})
	}
}
