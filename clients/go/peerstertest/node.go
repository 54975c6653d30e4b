// Package peerstertest starts gossip nodes and whole networks of them in tests. They end with their test, and a test that fails logs what
// they said last.
package peerstertest

import (
	"context"
	"testing"

	"github.com/peerster/peerster/clients/go"
)

// StartNode starts `peerster node` on ports that the system chooses, with more flags as they are, such as -antiEntropy=10.
func StartNode(t testing.TB, name string, flags ...string) *peerster.Node {
	t.Helper()
	node, err := peerster.StartNode(context.Background(), name, flags...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = node.Close()
		if t.Failed() {
			t.Logf("%s said last:\n%s", name, node.Said())
		}
	})
	return node
}
