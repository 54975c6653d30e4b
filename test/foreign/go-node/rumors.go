package main

import (
	"fmt"
	"math/rand"
	"net"
	"sort"
	"time"
)

// origin holds the rumors of one origin: all from 1 up to nextID - 1, but for those of our own that an earlier run has issued.
type origin struct {
	nextID uint32
	texts  map[uint32]string
}

type rumorKey struct {
	origin string
	id     uint32
}

const lastID = 1<<32 - 1

func (n *node) originOf(name string) *origin {
	one := n.origins[name]
	if one == nil {
		one = &origin{nextID: 1, texts: map[uint32]string{}}
		if name == n.name && faulty("ids-start-at-0") {
			one.nextID = 0
		}
		n.origins[name] = one
	}
	return one
}

// publish makes a rumor of our own; an empty text is a route rumor.
func (n *node) publish(text string) {
	own := n.originOf(n.name)
	m := &rumorMessage{n.name, own.nextID, text}
	if text != "" || !faulty("route-rumor-takes-no-id") {
		n.store(m)
	}
	n.monger(m, n.randomPeer(nil))
}

func (n *node) store(m *rumorMessage) {
	one := n.originOf(m.origin)
	one.texts[m.id] = m.text
	one.nextID = m.id + 1
}

func (n *node) onRumor(m *rumorMessage, from *net.UDPAddr) {
	if m.origin == "" || len(m.origin) > 255 || m.id == 0 || m.id == lastID {
		return
	}
	one := n.originOf(m.origin)
	isNew := m.id == one.nextID || (faulty("stores-out-of-order") && m.id > one.nextID)
	if isNew || !faulty("old-rumors-are-not-printed") {
		n.printRumor(m, from)
	}
	n.route(m, from)
	if m.origin == n.name {
		n.continueAbove(m.id + 1)
	} else if isNew {
		n.store(m)
		n.monger(n.relayed(m), n.receiverOf(from))
	} else if faulty("last-text-wins") && m.id < one.nextID {
		one.texts[m.id] = m.text
	}
	if !faulty("no-acknowledgement") {
		n.sendStatus(from)
	}
}

func (n *node) printRumor(m *rumorMessage, from *net.UDPAddr) {
	sender := from.String()
	if faulty("rumor-from-its-origin") {
		sender = m.origin
	}
	say(fmt.Sprintf("RUMOR origin %s from %s ID %d contents", m.origin, sender, m.id), m.text)
	n.printPeers()
}

func (n *node) relayed(m *rumorMessage) *rumorMessage {
	if faulty("relays-under-its-own-name") {
		return &rumorMessage{n.name, m.id, m.text}
	}
	return m
}

func (n *node) receiverOf(from *net.UDPAddr) *net.UDPAddr {
	if faulty("sends-back-to-the-sender") {
		return from
	}
	return n.randomPeer(from)
}

// continueAbove keeps us from issuing ids again that a run before has issued under our name.
func (n *node) continueAbove(nextID uint32) {
	if faulty("restarts-at-1") || faulty("route-rumor-takes-no-id") {
		return
	}
	if own := n.originOf(n.name); nextID > own.nextID {
		own.nextID = nextID
	}
}

func (n *node) monger(m *rumorMessage, peer *net.UDPAddr) {
	if peer == nil {
		return
	}
	say("MONGERING with", peer.String())
	n.fly(m, peer)
}

// fly sends a rumor and flips the coin for it if no Status acknowledges it in time.
func (n *node) fly(m *rumorMessage, peer *net.UDPAddr) {
	key, to := rumorKey{m.origin, m.id}, peer.String()
	if n.flights[to] == nil {
		n.flights[to] = map[rumorKey]*time.Timer{}
	}
	if before := n.flights[to][key]; before != nil {
		before.Stop()
	}
	var timer *time.Timer
	timer = time.AfterFunc(n.ackTimeout, func() {
		n.mutex.Lock()
		defer n.mutex.Unlock()
		isOver := n.flights[to][key] != timer && !faulty("acknowledged-rumors-time-out")
		if isOver || faulty("no-timeout") {
			return
		}
		delete(n.flights[to], key)
		n.flip(m, peer)
	})
	n.flights[to][key] = timer
	n.send(&gossipPacket{rumor: m}, peer)
}

// flip sends the rumor on to another peer, or not.
func (n *node) flip(m *rumorMessage, but *net.UDPAddr) {
	heads := rand.Intn(2) == 0
	if faulty("coin-always-heads") {
		heads = true
	}
	peer := n.randomPeer(but)
	if peer == nil || !heads || faulty("coin-always-tails") {
		return
	}
	say("FLIPPED COIN sending rumor to", peer.String())
	n.fly(m, peer)
}

// names of the origins in order.
func (n *node) names() []string {
	var names []string
	for name := range n.origins {
		names = append(names, name)
	}
	sort.Strings(names)
	return names
}
