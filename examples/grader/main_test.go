package main

import (
	"context"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/peerster/peerster/clients/go"
	"github.com/peerster/peerster/clients/go/peerstertest"
)

func TestOurNodePassesOnEveryEngine(t *testing.T) {
	for _, engine := range []string{"emulated", "local", "processes"} {
		t.Run(engine, func(t *testing.T) {
			t.Parallel()
			request := peerster.Topology("ring", 10)
			request.Engine = must(peerster.Engine(engine))
			if why := grade(context.Background(), peerstertest.StartNetwork(t, request), time.Minute); why != "" {
				t.Fatal(why)
			}
		})
	}
}

func TestANodeThatGetsNothingFailsAndTheVerdictSaysWhy(t *testing.T) {
	t.Parallel()
	ctx, network := context.Background(), peerstertest.StartNetwork(t, peerster.Topology("ring", 10))
	cut := must(network.Partition(ctx, "n3"))
	if why := grade(ctx, network, time.Minute); !strings.Contains(why, "n3") || !strings.Contains(why, cut) {
		t.Fatalf("it says %q", why)
	}
}

const submission = "../../test/foreign/go-node"

func TestASubmissionPasses(t *testing.T) {
	t.Parallel()
	if why := grade(context.Background(), submitted(t), 2*time.Minute); why != "" {
		t.Fatal(why)
	}
}

func submitted(t *testing.T) *peerster.Network {
	request := peerster.Topology("ring", 10)
	request.Engine, request.Program = must(peerster.Engine("processes")), foreign(must(filepath.Abs(submission)))
	return peerstertest.StartNetwork(t, request)
}
