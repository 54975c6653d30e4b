package peerster_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"google.golang.org/grpc/codes"

	"github.com/peerster/peerster/clients/go"
	"github.com/peerster/peerster/clients/go/peerstertest"
)

func soon(t *testing.T) context.Context {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	t.Cleanup(cancel)
	return ctx
}

func TestATextIsPublishedListedAndWatched(t *testing.T) {
	t.Parallel()
	ctx, node := soon(t), peerstertest.StartNode(t, "alice")
	watch := must(node.Watch(ctx))(t)
	defer watch.Close()
	sent := must(node.Send(ctx, "hello"))(t)
	for message, err := range watch.All() {
		if err != nil || message.Origin != "alice" || message.Id != sent.Id || message.Text != "hello" {
			t.Fatalf("got %v, %v", message, err)
		}
		break
	}
	for message, err := range node.Messages(ctx, nil) {
		if err != nil || message.Text != "hello" {
			t.Fatalf("listed %v, %v", message, err)
		}
	}
}

func TestARumorReachesAPeer(t *testing.T) {
	t.Parallel()
	ctx, alice, bob := soon(t), peerstertest.StartNode(t, "alice"), peerstertest.StartNode(t, "bob")
	must(bob.AddPeer(ctx, must(alice.Info(ctx))(t).GossipAddress))(t)
	must(alice.Send(ctx, "hello"))(t)
	if err := bob.AwaitRumors(ctx, peerster.Vector{"alice": 2}, time.Minute); err != nil {
		t.Fatal(err)
	}
	if held := must(bob.Status(ctx))(t); held["alice"] != 2 {
		t.Fatalf("bob holds %v", held)
	}
}

func TestAListIsReadOverAllItsPages(t *testing.T) {
	t.Parallel()
	ctx, node := soon(t), peerstertest.StartNode(t, "alice")
	const count = 1_201
	for number := range count {
		must(node.Send(ctx, fmt.Sprint(number)))(t)
	}
	got := 0
	for message, err := range node.Messages(ctx, nil) {
		if err != nil || message.Text != fmt.Sprint(got) {
			t.Fatalf("message %d is %v, %v", got, message, err)
		}
		got++
	}
	if got != count {
		t.Fatalf("got %d of %d", got, count)
	}
}

func TestAnErrorHasCodeReasonAndFacts(t *testing.T) {
	t.Parallel()
	_, err := peerstertest.StartNode(t, "alice").Send(soon(t), strings.Repeat("x", 9_000))
	var e *peerster.Error
	if !errors.As(err, &e) || e.Code != codes.InvalidArgument || e.Reason != "TEXT_TOO_LONG" || e.Facts["limit"] != "8192" {
		t.Fatalf("got %#v", err)
	}
}

func TestAWaitThatIsOverSaysWhatIsMissing(t *testing.T) {
	t.Parallel()
	err := peerstertest.StartNode(t, "alice").AwaitRumors(soon(t), peerster.Vector{"nobody": 3}, 50*time.Millisecond)
	if peerster.ReasonOf(err) != "TIMED_OUT" || !strings.Contains(err.Error(), "ids 1 to 2 of nobody") {
		t.Fatalf("got %v", err)
	}
}

// must stops the test at an error.
func must[T any](value T, err error) func(*testing.T) T {
	return func(t *testing.T) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return value
	}
}
