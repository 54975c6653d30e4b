package peerster_test

import (
	"strings"
	"testing"
	"time"

	"github.com/peerster/peerster/clients/go"
	"github.com/peerster/peerster/clients/go/peerstertest"
	pb "github.com/peerster/peerster/clients/go/peersterv1"
)

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestNodesAndLinksComeAndGo(t *testing.T) {
	t.Parallel()
	ctx, network := soon(t), peerstertest.StartNetwork(t, peerstertest.Topology("line", 2))
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
}

func TestFaultsOfEveryKindAreTaken(t *testing.T) {
	t.Parallel()
	ctx, network := soon(t), peerstertest.StartNetwork(t, peerstertest.Topology("ring", 4))
	faults := []*pb.Fault{peerster.Loss(0.1), peerster.Delay(time.Millisecond), peerster.Duplication(0.1), peerster.Slow(time.Millisecond, "n2")}
	if ids := must(network.AddFaults(ctx, faults...))(t); len(ids) != len(faults) {
		t.Fatalf("got ids %v", ids)
	}
	check(t, network.Heal(ctx))
}

func TestAnUnknownNodeIsAnError(t *testing.T) {
	t.Parallel()
	network := peerstertest.StartNetwork(t, peerstertest.Topology("line", 3))
	if _, err := network.Node("m1").Info(soon(t)); peerster.ReasonOf(err) != "UNKNOWN_NODE" {
		t.Fatalf("got %v", err)
	}
}
