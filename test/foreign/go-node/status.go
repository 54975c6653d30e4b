package main

import (
	"net"
	"strconv"
	"strings"
)

func (n *node) sendStatus(to *net.UDPAddr) {
	s := &statusPacket{}
	for _, name := range n.names() {
		nextID := n.origins[name].nextID
		if faulty("status-tells-the-last-id") {
			nextID--
		}
		if nextID > 1 {
			s.want = append(s.want, peerStatus{name, nextID})
		}
	}
	n.send(&gossipPacket{status: s}, to)
}

func (n *node) sendAntiEntropy() {
	if peer := n.randomPeer(nil); peer != nil {
		n.sendStatus(peer)
	}
}

func (n *node) onStatus(s *statusPacket, from *net.UDPAddr) {
	theirs := map[string]uint32{}
	for _, one := range s.want {
		theirs[one.identifier] = one.nextID
	}
	n.printStatus(s, from)
	n.continueAbove(theirs[n.name])
	acknowledged := n.land(theirs, from)
	if m := n.firstLacking(theirs); m != nil {
		n.sendLacking(m, from)
	} else if n.lacks(s) && !faulty("never-asks-for-what-it-lacks") {
		n.sendStatus(from)
	} else {
		n.inSync(acknowledged, from)
	}
}

func (n *node) inSync(acknowledged []*rumorMessage, from *net.UDPAddr) {
	say("IN SYNC WITH", from.String())
	for _, m := range acknowledged {
		n.flip(m, from)
	}
	if faulty("answers-every-status") {
		n.sendStatus(from)
	}
}

// sendLacking leaves alone what is on its way to that peer already.
func (n *node) sendLacking(m *rumorMessage, to *net.UDPAddr) {
	if n.flights[to.String()][rumorKey{m.origin, m.id}] == nil {
		n.monger(m, to)
	}
}

// land ends the flights that a Status acknowledges and returns their rumors.
func (n *node) land(theirs map[string]uint32, from *net.UDPAddr) []*rumorMessage {
	var landed []*rumorMessage
	for key, timer := range n.flights[from.String()] {
		if faulty("one-acknowledgement-a-status") && len(landed) > 0 {
			break
		}
		if key.id < theirs[key.origin] {
			if !faulty("acknowledged-rumors-time-out") {
				timer.Stop()
			}
			delete(n.flights[from.String()], key)
			landed = append(landed, &rumorMessage{key.origin, key.id, n.originOf(key.origin).texts[key.id]})
		}
	}
	return landed
}

// firstLacking returns the first rumor of an origin that a peer lacks and we hold.
func (n *node) firstLacking(theirs map[string]uint32) *rumorMessage {
	for _, name := range n.names() {
		one := n.origins[name]
		nextID, isNamed := theirs[name]
		if nextID == 0 {
			nextID = 1
		}
		if !isNamed && faulty("overlooks-what-a-status-does-not-name") {
			continue
		}
		if m := one.firstHeld(name, nextID); m != nil {
			return m
		}
	}
	return nil
}

func (o *origin) firstHeld(name string, nextID uint32) *rumorMessage {
	if faulty("sends-the-newest-first") && nextID < o.nextID {
		nextID = o.nextID - 1
	}
	for id := nextID; id < o.nextID; id++ {
		if text, isHeld := o.texts[id]; isHeld {
			return &rumorMessage{name, id, text}
		}
	}
	return nil
}

func (n *node) lacks(s *statusPacket) bool {
	for _, one := range s.want {
		nextID := uint32(1)
		if ours := n.origins[one.identifier]; ours != nil {
			nextID = ours.nextID
		}
		if one.nextID > nextID {
			return true
		}
	}
	return false
}

func (n *node) printStatus(s *statusPacket, from *net.UDPAddr) {
	if faulty("statuses-are-not-printed") {
		return
	}
	var parts []string
	for _, one := range s.want {
		parts = append(parts, "peer "+one.identifier+" nextID "+strconv.FormatUint(uint64(one.nextID), 10))
	}
	say("STATUS from "+from.String(), strings.Join(parts, " "))
	n.printPeers()
}
