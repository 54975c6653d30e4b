package peerster_test

import (
	"strings"
	"testing"
	"time"

	"github.com/peerster/peerster/clients/go"
	"github.com/peerster/peerster/clients/go/peerstertest"
	pb "github.com/peerster/peerster/clients/go/peersterv1"
)

// onEveryEngine plays a test with a network of a topology on each engine.
func onEveryEngine(t *testing.T, topology string, nodes uint32, play func(*testing.T, *peerster.Network)) {
	for _, engine := range []pb.NetworkEngine{
		pb.NetworkEngine_NETWORK_ENGINE_EMULATED, pb.NetworkEngine_NETWORK_ENGINE_LOCAL, pb.NetworkEngine_NETWORK_ENGINE_PROCESSES,
	} {
		t.Run(strings.ToLower(strings.TrimPrefix(engine.String(), "NETWORK_ENGINE_")), func(t *testing.T) {
			t.Parallel()
			request := peerstertest.Topology(topology, nodes)
			request.Engine = engine
			play(t, peerstertest.StartNetwork(t, request))
		})
	}
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestAPartitionKeepsARumorOnItsSideUntilItIsHealed(t *testing.T) {
	t.Parallel()
	onEveryEngine(t, "line", 5, func(t *testing.T, network *peerster.Network) {
		ctx := soon(t)
		fault := must(network.Partition(ctx, "n1..n2"))(t)
		must(network.Node("n1").Send(ctx, "hello"))(t)
		check(t, network.Node("n2").AwaitRumors(ctx, peerster.Vector{"n1": 2}, time.Minute))
		must(network.Advance(ctx, 2*time.Second))(t)
		if held := must(network.Node("n3").Status(ctx))(t); len(held) > 0 {
			t.Fatalf("n3 holds %v", held)
		}
		rumor := &pb.RumorAtNode{Origin: "n1", Id: 1, Node: "n3"}
		if explanation := must(network.ExplainRumor(ctx, rumor))(t); !strings.Contains(explanation.Text, "n3") {
			t.Fatalf("explained %q", explanation.Text)
		}
		check(t, network.Heal(ctx, fault))
		check(t, network.AwaitConverged(ctx, time.Minute))
	})
}

func TestACrashedNodeCatchesUpWhenItIsBack(t *testing.T) {
	t.Parallel()
	onEveryEngine(t, "ring", 4, func(t *testing.T, network *peerster.Network) {
		ctx := soon(t)
		check(t, network.Crash(ctx, "n3"))
		must(network.Node("n1").Send(ctx, "meanwhile"))(t)
		check(t, network.AwaitConverged(ctx, time.Minute))
		check(t, network.Restart(ctx, pb.NodeMemory_NODE_MEMORY_LOST, "n3"))
		check(t, network.Node("n3").AwaitRumors(ctx, peerster.Vector{"n1": 2}, time.Minute))
	})
}

func TestNodesAndLinksComeAndGo(t *testing.T) {
	t.Parallel()
	onEveryEngine(t, "line", 2, func(t *testing.T, network *peerster.Network) {
		ctx := soon(t)
		late := must(network.AddNode(ctx, "late", "n2"))(t)
		must(network.Node("n1").Send(ctx, "hello"))(t)
		check(t, late.AwaitRumors(ctx, peerster.Vector{"n1": 2}, time.Minute))
		check(t, network.Unlink(ctx, "n2", "late"))
		check(t, network.Link(ctx, "n1", "late"))
		check(t, network.Remove(ctx, "n2"))
		var names []string
		for node, err := range network.States(ctx) {
			check(t, err)
			names = append(names, node.Name)
		}
		if strings.Join(names, " ") != "n1 late" {
			t.Fatalf("there are %v", names)
		}
	})
}

func TestFaultsOfEveryKindAreTaken(t *testing.T) {
	t.Parallel()
	onEveryEngine(t, "ring", 4, func(t *testing.T, network *peerster.Network) {
		ctx := soon(t)
		faults := []*pb.Fault{peerster.Loss(0.1), peerster.Delay(time.Millisecond), peerster.Duplication(0.1), peerster.Slow(time.Millisecond, "n2")}
		if ids := must(network.AddFaults(ctx, faults...))(t); len(ids) != len(faults) {
			t.Fatalf("got ids %v", ids)
		}
		check(t, network.Heal(ctx))
	})
}

func TestAnUnknownNodeIsAnError(t *testing.T) {
	t.Parallel()
	network := peerstertest.StartNetwork(t, peerstertest.Topology("line", 3))
	if _, err := network.Node("m1").Info(soon(t)); peerster.ReasonOf(err) != "UNKNOWN_NODE" {
		t.Fatalf("got %v", err)
	}
}
