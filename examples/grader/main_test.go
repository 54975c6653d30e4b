package main

import (
	"context"
	"strings"
	"testing"

	"github.com/peerster/peerster/clients/go"
	"github.com/peerster/peerster/clients/go/peerstertest"
)

func TestOurNodePassesOnEveryEngine(t *testing.T) {
	for _, engine := range []string{"emulated", "local", "processes"} {
		t.Run(engine, func(t *testing.T) {
			t.Parallel()
			request := peerster.Topology("ring", 10)
			request.Engine = must(peerster.Engine(engine))
			if why := grade(context.Background(), peerstertest.StartNetwork(t, request)); why != "" {
				t.Fatal(why)
			}
		})
	}
}

func TestANodeThatGetsNothingFailsAndTheVerdictSaysWhy(t *testing.T) {
	t.Parallel()
	ctx, network := context.Background(), peerstertest.StartNetwork(t, peerster.Topology("ring", 10))
	cut := must(network.Partition(ctx, "n3"))
	if why := grade(ctx, network); !strings.Contains(why, "n3") || !strings.Contains(why, cut) {
		t.Fatalf("it says %q", why)
	}
}
