package peerster_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/peerster/peerster/clients/go"
	"github.com/peerster/peerster/clients/go/peerstertest"
)

func TestAWatchThatIsCutAHundredTimesDeliversEverythingOnceAndInOrder(t *testing.T) {
	t.Parallel()
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

func TestAWatchThatIsCutAHundredTimesOfANodeThatIsKilledTellsEveryRumorThatAnotherHoldsOnce(t *testing.T) {
	t.Parallel()
	const cuts, killEach = 100, 25
	ctx, keeper := soon(t), peerstertest.StartNode(t, "keeper")
	flags := []string{"-peers=" + must(keeper.Info(ctx))(t).GossipAddress, "-gossipAddr=127.0.0.1:0", "-set=antiEntropy=100"}
	node := peerstertest.StartNode(t, "alice", flags...)
	// A node that comes back under its old address is one that its neighbours know.
	flags[1] = "-gossipAddr=" + must(node.Info(ctx))(t).GossipAddress
	proxy := startProxy(t, node.Address())
	watched := must(peerster.Connect(proxy.address()))(t)
	defer watched.Close()
	watch := must(watched.Watch(ctx, peerster.FromBeginning()))(t)
	defer watch.Close()
	must(keeper.Send(ctx, "1"))(t)
	got := 0
	for message, err := range watch.All() {
		if got++; err != nil || message.Text != fmt.Sprint(got) {
			t.Fatalf("message %d is %v, %v", got, message, err)
		}
		if got > cuts {
			break
		}
		if got%killEach == 0 {
			node.Kill()
			node = peerstertest.StartNode(t, "alice", flags...)
			proxy.leadTo(node.Address())
		}
		proxy.cut()
		must(keeper.Send(ctx, fmt.Sprint(got+1)))(t)
	}
}

func TestAWatchEndsWithItsContext(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(soon(t))
	watch := must(peerstertest.StartNode(t, "alice").Watch(ctx))(t)
	cancel()
	for message, err := range watch.All() {
		t.Fatalf("got %v, %v", message, err)
	}
}
