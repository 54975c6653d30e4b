package peerster_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/peerster/peerster/clients/go"
	"github.com/peerster/peerster/clients/go/peerstertest"
)

func TestAWatchThatIsCutAHundredTimesDeliversEverythingOnceAndInOrder(t *testing.T) {
	const cuts, each = 100, 3
	ctx, node := soon(t), peerstertest.StartNode(t, "alice")
	proxy := startProxy(t, node.Address())
	watched := must(peerster.Connect(proxy.address()))(t)
	defer watched.Close()
	watch := must(watched.Watch(ctx))(t)
	defer watch.Close()
	next, got := uint32(0), 0
	send := func() {
		for range each {
			next++
			must(node.Send(ctx, fmt.Sprint(next)))(t)
		}
	}
	send()
	for message, err := range watch.All() {
		if got++; err != nil || message.Id != uint32(got) {
			t.Fatalf("message %d is %v, %v", got, message, err)
		}
		if got == cuts*each {
			break
		}
		// In the middle of what is there to be read.
		if got%each == 1 && next < cuts*each {
			send()
			proxy.cut()
		}
	}
}

func TestAKilledAndRestartedNodeTellsEveryRumorThatAnotherHoldsOnce(t *testing.T) {
	ctx, keeper := soon(t), peerstertest.StartNode(t, "keeper")
	peers := "-peers=" + must(keeper.Info(ctx))(t).GossipAddress
	first := peerstertest.StartNode(t, "alice", peers)
	proxy := startProxy(t, first.Address())
	watched := must(peerster.Connect(proxy.address()))(t)
	defer watched.Close()
	watch := must(watched.Watch(ctx, peerster.FromBeginning()))(t)
	defer watch.Close()
	must(keeper.Send(ctx, "before"))(t)
	var got []string
	for message, err := range watch.All() {
		if err != nil {
			t.Fatal(err)
		}
		if got = append(got, message.Text); len(got) == 3 {
			break
		}
		if len(got) == 1 {
			first.Kill()
			must(keeper.Send(ctx, "meanwhile"))(t)
			proxy.leadTo(peerstertest.StartNode(t, "alice", peers).Address())
			must(keeper.Send(ctx, "after"))(t)
		}
	}
	if fmt.Sprint(got) != "[before meanwhile after]" {
		t.Fatalf("got %v", got)
	}
}

func TestAWatchEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(soon(t))
	watch := must(peerstertest.StartNode(t, "alice").Watch(ctx))(t)
	cancel()
	for message, err := range watch.All() {
		t.Fatalf("got %v, %v", message, err)
	}
}
