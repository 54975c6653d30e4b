// Grades a node: ten of them must deliver everything, with 20 % of the datagrams lost and across a partition that heals.
//
//	go -C examples/grader run . -engine processes
//	go -C examples/grader run . -submission path/to/a/students/node
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/peerster/peerster/clients/go"
	pb "github.com/peerster/peerster/clients/go/peersterv1"
)

// grade tells why it fails; nothing where it passes. A call that fails for another reason than the nodes ends the program.
func grade(ctx context.Context, network *peerster.Network, within time.Duration) string {
	must(network.AddFaults(ctx, peerster.Loss(0.2)))
	cut := must(network.Partition(ctx, "n1..n5"))
	var names, expected []string
	for node, err := range network.States(ctx) {
		name := must(node, err).Name
		names, expected = append(names, name), append(expected, "from "+name)
	}
	for _, name := range names {
		must(network.Node(name).Send(ctx, "from "+name))
	}
	must(network.Advance(ctx, 2*time.Second))
	must(0, network.Heal(ctx, cut))
	if err := network.AwaitConverged(ctx, within); err != nil {
		return err.Error()
	}
	for _, name := range names {
		var texts []string
		for message, err := range network.Node(name).Messages(ctx, nil) {
			texts = append(texts, must(message, err).Text)
		}
		if slices.Sort(texts); !slices.Equal(texts, slices.Sorted(slices.Values(expected))) {
			return "not every text exactly once at " + name
		}
	}
	return ""
}

func main() {
	engine := flag.String("engine", "emulated", "where the nodes live: emulated, local or processes")
	submission := flag.String("submission", "", "the folder of somebody else's node, in place of ours")
	seed := flag.Uint64("seed", 1, "of everything left to chance")
	within := flag.Float64("within", 120, "seconds after the partition has healed")
	flag.Parse()
	ctx, request := context.Background(), peerster.Topology("ring", 10)
	request.Engine, request.Seed = must(peerster.Engine(*engine)), seed
	if *submission != "" {
		request.Engine, request.Program = must(peerster.Engine("processes")), foreign(must(filepath.Abs(*submission)))
	}
	network := must(peerster.StartNetwork(ctx, request))
	why := grade(ctx, network, time.Duration(*within*float64(time.Second)))
	must(0, network.Close())
	if why != "" {
		fatal("FAIL: " + why)
	}
	fmt.Println("PASS")
}

// foreign is a node as the course asks for it.
func foreign(folder string) *pb.NodeProgram {
	return &pb.NodeProgram{
		Directory: folder,
		Build:     []string{"go build -o Peerster .", "cd client && go build -o client ."},
		Node:      "./Peerster -UIPort={ui} -gossipAddr={gossip} -name={name} -peers={peers}",
		Client:    "./client/client -UIPort={ui} -msg={text}",
	}
}

func must[T any](value T, err error) T {
	if err != nil {
		fatal(err.Error())
	}
	return value
}

func fatal(why string) {
	fmt.Fprintln(os.Stderr, why)
	os.Exit(1)
}
