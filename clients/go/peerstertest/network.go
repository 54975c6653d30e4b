package peerstertest

import (
	"context"
	"flag"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/peerster/peerster/clients/go"
	pb "github.com/peerster/peerster/clients/go/peersterv1"
)

var (
	engineFlag = flag.String("peerster.engine", "emulated", "where the nodes of networks live: emulated, local or processes")
	seedFlag   = flag.Uint64("peerster.seed", 0, "of everything left to chance; 0: a new one for each network")
)

const (
	// toldLines and toldNodes are how much a failing test tells.
	toldLines, toldNodes = 20, 20
	reportTimeout        = 5 * time.Second
)

// creationTimeout: twenty processes on a busy machine take their time.
const creationTimeout = 2 * time.Minute

// Topology asks for a named graph, such as line, ring or regular:4; `peerster network up --help` lists them.
func Topology(name string, nodes uint32) *pb.CreateNetworkRequest {
	return peerster.Topology(name, nodes)
}

// File asks for the network of a network file.
func File(t testing.TB, path string) *pb.CreateNetworkRequest {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return &pb.CreateNetworkRequest{Shape: &pb.CreateNetworkRequest_File{File: string(text)}}
}

// StartNetwork starts a server with one network. What the request leaves open is as the flags -peerster.engine and -peerster.seed say.
// A test that fails logs what has not converged, the seed, and the last lines of each node.
func StartNetwork(t testing.TB, request *pb.CreateNetworkRequest) *peerster.Network {
	t.Helper()
	complete(t, request)
	ctx, cancel := context.WithTimeout(context.Background(), creationTimeout)
	defer cancel()
	network, err := peerster.StartNetwork(ctx, request)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if t.Failed() {
			report(t, network, *request.Seed)
		}
		_ = network.Close()
	})
	return network
}

func complete(t testing.TB, request *pb.CreateNetworkRequest) {
	t.Helper()
	if request.Engine == pb.NetworkEngine_NETWORK_ENGINE_UNSPECIFIED {
		engine, err := peerster.Engine(*engineFlag)
		if err != nil {
			t.Fatal(err)
		}
		request.Engine = engine
	}
	if request.KeepLines == 0 {
		request.KeepLines = toldLines
	}
	if request.Seed != nil {
		return
	}
	seed := *seedFlag
	if seed == 0 {
		seed = uint64(rand.Uint32()) + 1
	}
	request.Seed = &seed
}

// report says what a person wants to know of a network in which a test failed.
func report(t testing.TB, network *peerster.Network, seed uint64) {
	ctx, cancel := context.WithTimeout(context.Background(), reportTimeout)
	defer cancel()
	reportLines(ctx, t, network)
	if explanation, err := network.Explain(ctx); err == nil && !explanation.Converged {
		t.Logf("what is lacking:\n%s", explanation.Text)
	}
	if said := network.Said(); said != "" {
		t.Logf("the server said last:\n%s", said)
	}
	t.Logf("seed %d; again with: go test -run '^%s$' -peerster.seed=%d", seed, t.Name(), seed)
}

// reportLines shows what the first nodes printed last.
func reportLines(ctx context.Context, t testing.TB, network *peerster.Network) {
	shown := 0
	for node, err := range network.States(ctx) {
		if shown++; err != nil || shown > toldNodes {
			return
		}
		if lines, err := network.Lines(ctx, node.Name, toldLines); err == nil && len(lines) > 0 {
			t.Logf("%s printed last:\n%s", node.Name, strings.Join(lines, "\n"))
		}
	}
}

// Eventually asks a fact again and again until it holds, and fails the test if it does not within the timeout. What a call can await needs
// none of this: AwaitRumors and AwaitConverged return as soon as they can.
func Eventually(t testing.TB, timeout time.Duration, fact func() bool) {
	t.Helper()
	for deadline := time.Now().Add(timeout); !fact(); time.Sleep(askAgain) {
		if time.Now().After(deadline) {
			t.Fatalf("it does not hold after %v", timeout)
		}
	}
}

const askAgain = 10 * time.Millisecond
