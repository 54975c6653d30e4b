package main

import (
	"fmt"
	"math/rand"
	"net"
	"strings"
	"sync"
	"time"
)

// node is a gossiper. Whatever happens to it happens under its lock.
type node struct {
	mutex      sync.Mutex
	conn       *net.UDPConn
	name       string
	address    string
	simple     bool
	ackTimeout time.Duration
	peers      []*net.UDPAddr
	origins    map[string]*origin
	flights    map[string]map[rumorKey]*time.Timer
	routes     map[string]route
	files      []sharedFile
	blocks     map[string][]byte
	downloads  map[string]*download // by the hash that is waited for
	search     *search
	searched   map[string]time.Time // when a search of somebody else was last taken up
	sources    map[string][]string
}

func newNode(o options, conn *net.UDPConn) *node {
	n := &node{
		conn: conn, name: o.name, address: o.gossipAddr, simple: o.simple, ackTimeout: seconds(o.ackTimeout),
		origins: map[string]*origin{}, flights: map[string]map[rumorKey]*time.Timer{}, routes: map[string]route{},
		blocks: map[string][]byte{}, downloads: map[string]*download{}, searched: map[string]time.Time{}, sources: map[string][]string{},
	}
	for _, text := range strings.Split(o.peers, ",") {
		if address, err := net.ResolveUDPAddr("udp4", text); err == nil && text != "" {
			n.learn(address)
		}
	}
	return n
}

// learn adds an address to the peers, unless it is there or the node's own.
func (n *node) learn(address *net.UDPAddr) {
	if address.String() == n.conn.LocalAddr().String() {
		return
	}
	for _, peer := range n.peers {
		if peer.String() == address.String() {
			return
		}
	}
	n.peers = append(n.peers, address)
}

// randomPeer returns any peer but one; nil if there is none.
func (n *node) randomPeer(but *net.UDPAddr) *net.UDPAddr {
	others := n.peersBut(but)
	if len(others) == 0 {
		return nil
	}
	return others[rand.Intn(len(others))]
}

func (n *node) peersBut(but *net.UDPAddr) []*net.UDPAddr {
	var others []*net.UDPAddr
	for _, peer := range n.peers {
		if but == nil || peer.String() != but.String() {
			others = append(others, peer)
		}
	}
	return others
}

func (n *node) send(p *gossipPacket, to *net.UDPAddr) {
	conn := n.conn
	if faulty("sends-from-another-port") {
		conn, _ = net.ListenUDP("udp4", &net.UDPAddr{IP: n.conn.LocalAddr().(*net.UDPAddr).IP})
		defer conn.Close()
	}
	_, _ = conn.WriteToUDP(p.encode(), to)
}

func (n *node) onDatagram(bytes []byte, from *net.UDPAddr) {
	n.mutex.Lock()
	defer n.mutex.Unlock()
	p := decodePacket(bytes)
	if p == nil || from.String() == n.conn.LocalAddr().String() || n.simple != (p.simple != nil) {
		return
	}
	if !faulty("does-not-learn-peers") {
		n.learn(from)
	}
	n.receive(p, from)
}

func (n *node) receive(p *gossipPacket, from *net.UDPAddr) {
	switch {
	case p.simple != nil:
		n.onSimple(p.simple, from)
	case p.rumor != nil:
		n.onRumor(p.rumor, from)
	case p.status != nil:
		n.onStatus(p.status, from)
	case p.private != nil:
		n.onPrivate(p.private)
	case p.request != nil:
		n.onDataRequest(p.request)
	case p.reply != nil:
		n.onDataReply(p.reply)
	case p.search != nil:
		n.onSearchRequest(p.search, from)
	case p.found != nil:
		n.onSearchReply(p.found)
	}
}

func (n *node) startTimers(rtimer, antiEntropy time.Duration) {
	if rtimer > 0 && (!n.simple || faulty("simple-mode-gossips")) {
		go n.every(rtimer, true, n.sendRouteRumor)
	}
	if antiEntropy > 0 && (!n.simple || faulty("simple-mode-gossips")) && !faulty("no-anti-entropy") {
		go n.every(antiEntropy, false, n.sendAntiEntropy)
	}
}

func (n *node) every(period time.Duration, now bool, act func()) {
	for first := true; ; first = false {
		if !first || !now {
			time.Sleep(period)
		}
		n.mutex.Lock()
		act()
		n.mutex.Unlock()
		if faulty("anti-entropy-only-once") && !now {
			return
		}
	}
}

func (n *node) printPeers() {
	var texts []string
	for _, peer := range n.peers {
		texts = append(texts, peer.String())
	}
	separator := ","
	if faulty("peers-with-blanks") {
		separator = ", "
	}
	say("PEERS", strings.Join(texts, separator))
}

// say prints one line without a blank at its end.
func say(start, last string) { fmt.Println(strings.TrimSuffix(start+" "+last, " ")) }
