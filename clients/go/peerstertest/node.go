// Package peerstertest starts gossip nodes and whole networks of them in tests. They end with their test, and a test that fails logs what
// they said last.
package peerstertest

import (
	"testing"

	"github.com/peerster/peerster/clients/go"
)

// Node is a node in a process of its own.
type Node struct {
	*peerster.Node
	process *process
}

// StartNode starts `peerster node` on ports that the system chooses, with more flags as they are, such as -antiEntropy=10.
func StartNode(t testing.TB, name string, flags ...string) *Node {
	t.Helper()
	argv := append([]string{"node", "-name=" + name, "-UIPort=0", "-gossipAddr=127.0.0.1:0", "-ready"}, flags...)
	process, ready := start(t, argv...)
	node, err := peerster.Connect(ready["uiAddress"].(string))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = node.Close()
		if t.Failed() {
			t.Logf("%s said last:\n%s", name, process.said())
		}
	})
	return &Node{Node: node, process: process}
}

// Kill ends the node at once, as a crash does.
func (n *Node) Kill() { n.process.kill() }
