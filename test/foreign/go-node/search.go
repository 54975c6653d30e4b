package main

import (
	"fmt"
	"math/rand"
	"net"
	"path/filepath"
	"sort"
	"strings"
	"time"
)

const (
	firstBudget   = 2
	lastBudget    = 32
	enoughMatches = 2
	sameSearch    = 500 * time.Millisecond
)

// search is what the client looks for, as far as it has been found.
type search struct {
	keywords []string
	found    map[string]string // file and node → chunks
	full     map[string]bool
	finished bool
}

func (n *node) startSearch(keywords []string, budget uint64) {
	s := &search{keywords: keywords, found: map[string]string{}, full: map[string]bool{}}
	n.search = s
	if budget > 0 {
		n.spreadSearch(&searchRequest{n.name, budget, keywords}, nil)
		return
	}
	go n.expand(s)
}

// expand asks ever farther.
func (n *node) expand(s *search) {
	for budget := uint64(firstBudget); budget <= lastBudget; budget *= 2 {
		n.mutex.Lock()
		if s.finished {
			n.mutex.Unlock()
			return
		}
		n.spreadSearch(&searchRequest{n.name, budget, s.keywords}, nil)
		n.mutex.Unlock()
		time.Sleep(time.Second)
	}
}

// spreadSearch takes one off the budget and splits the rest over all neighbours but one.
func (n *node) spreadSearch(m *searchRequest, but *net.UDPAddr) {
	peers := append([]*net.UDPAddr(nil), n.peersBut(but)...)
	if m.budget == 0 || len(peers) == 0 {
		return
	}
	rest := m.budget - 1
	if faulty("search-budget-stays") {
		rest = m.budget
	}
	rand.Shuffle(len(peers), func(i, j int) { peers[i], peers[j] = peers[j], peers[i] })
	for i, peer := range peers {
		share := rest / uint64(len(peers))
		if uint64(i) < rest%uint64(len(peers)) {
			share++
		}
		if share > 0 {
			n.send(&gossipPacket{search: &searchRequest{m.origin, share, m.keywords}}, peer)
		}
	}
}

func (n *node) onSearchRequest(m *searchRequest, from *net.UDPAddr) {
	sorted := append([]string(nil), m.keywords...)
	sort.Strings(sorted)
	key := m.origin + "\x00" + strings.Join(sorted, "\x00")
	isCopy := time.Since(n.searched[key]) < sameSearch && !faulty("search-copies-go-on")
	if m.origin == n.name || isCopy {
		return
	}
	n.searched[key] = time.Now()
	if results := n.resultsFor(m.keywords); len(results) > 0 {
		reply := &searchReply{n.name, m.origin, hopLimit, results}
		n.forward(m.origin, &reply.hopLimit, &gossipPacket{found: reply})
	}
	n.spreadSearch(m, from)
}

func (n *node) resultsFor(keywords []string) []searchResult {
	var results []searchResult
	for _, file := range n.files {
		if !matchesAny(file.name, keywords) {
			continue
		}
		result := searchResult{file.name, file.metahash, nil, uint64(file.chunks)}
		for chunk := 1; chunk <= file.chunks; chunk++ {
			if faulty("chunks-count-from-0") {
				result.chunkMap = append(result.chunkMap, uint64(chunk-1))
			} else {
				result.chunkMap = append(result.chunkMap, uint64(chunk))
			}
		}
		results = append(results, result)
	}
	return results
}

func matchesAny(name string, keywords []string) bool {
	for _, keyword := range keywords {
		if faulty("matches-whole-names") && name != keyword {
			continue
		}
		if isMatch, _ := filepath.Match("*"+keyword+"*", name); isMatch {
			return true
		}
	}
	return false
}

func (n *node) onSearchReply(m *searchReply) {
	if m.destination != n.name {
		n.forward(m.destination, &m.hopLimit, &gossipPacket{found: m})
		return
	}
	for _, result := range m.results {
		n.onResult(m.origin, result)
	}
}

func (n *node) onResult(origin string, result searchResult) {
	s := n.search
	if s == nil || len(result.metahash) != 32 || len(result.chunkMap) == 0 {
		return
	}
	chunks := strings.ReplaceAll(strings.Trim(fmt.Sprint(result.chunkMap), "[]"), " ", ",")
	key := string(result.metahash) + origin
	if s.found[key] != chunks || faulty("finds-are-printed-again") {
		s.found[key] = chunks
		say(fmt.Sprintf("FOUND match %s at %s metafile=%x chunks=%s", result.fileName, origin, result.metahash, chunks), "")
	}
	if uint64(len(result.chunkMap)) == result.chunkCount {
		s.full[key] = true
		n.sources[string(result.metahash)] = appendNew(n.sources[string(result.metahash)], origin)
	}
	if len(s.full) >= enoughMatches && !s.finished {
		s.finished = true
		say("SEARCH FINISHED", "")
	}
}

func appendNew(names []string, name string) []string {
	for _, one := range names {
		if one == name {
			return names
		}
	}
	return append(names, name)
}

// sourcesOf tells who has every chunk of a file, as searches found.
func (n *node) sourcesOf(metahash []byte) []string { return n.sources[string(metahash)] }
