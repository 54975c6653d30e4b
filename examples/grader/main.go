// Grades a node: ten of them must deliver everything, with 20 % of the datagrams lost and across a partition that heals.
//
//	go -C examples/grader run . -engine processes
//	go -C examples/grader run . -submission path/to/a/students/node
//
// PASS (exit status 0), FAIL (1) with what was broken by whom, or INVALID (3): something was, but the machine was not fit to say by whom.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/peerster/peerster/clients/go"
	pb "github.com/peerster/peerster/clients/go/peersterv1"
)

// grade tells what is wrong with the nodes.
func grade(ctx context.Context, network *peerster.Network, within time.Duration) (wrong []string) {
	must(network.AddFaults(ctx, peerster.Loss(0.2)))
	cut := must(network.Partition(ctx, "n1..n5"))
	var names, expected []string
	for node, err := range network.States(ctx) {
		name := must(node, err).Name
		names, expected = append(names, name), append(expected, "from "+name)
	}
	slices.Sort(expected)
	for _, name := range names {
		if _, err := network.Node(name).Send(ctx, "from "+name); err != nil {
			return []string{err.Error()}
		}
	}
	must(network.Advance(ctx, 2*time.Second))
	must(0, network.Heal(ctx, cut))
	if err := network.AwaitConverged(ctx, within); err != nil {
		return []string{err.Error()}
	}
	for _, name := range names {
		var texts []string
		for message, err := range network.Node(name).Messages(ctx, nil) {
			texts = append(texts, must(message, err).Text)
		}
		if slices.Sort(texts); !slices.Equal(texts, expected) {
			wrong = append(wrong, fmt.Sprintf("%s has %q", name, texts))
		}
	}
	return wrong
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
	wrong, unfit := judge(ctx, request, time.Duration(*within*float64(time.Second)))
	verdict, status := "PASS", 0
	if len(wrong) > 0 && len(unfit) > 0 {
		verdict, status, wrong = "INVALID", 3, append(wrong, unfit...)
	} else if len(wrong) > 0 {
		verdict, status = "FAIL", 1
	}
	fmt.Println(strings.Join(append([]string{verdict}, wrong...), "\n"))
	os.Exit(status)
}

// judge plays a network. It tells what is wrong with its nodes, and why the machine was not fit to say so.
func judge(ctx context.Context, request *pb.CreateNetworkRequest, within time.Duration) (wrong, unfit []string) {
	network, err := peerster.StartNetwork(ctx, request)
	if peerster.ReasonOf(err) == "PROGRAM_FAILED" {
		return []string{err.Error()}, nil // it does not build, or does not start
	}
	defer must(network, err).Close()
	wrong = grade(ctx, network, within)
	seen := must(network.Judgement(ctx))
	for _, broken := range seen.Broken {
		wrong = append(wrong, fmt.Sprintf("%s %s (%s of docs/protocol.md)", broken.Node, broken.What, broken.Sentence))
	}
	return wrong, seen.Unfit
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
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	return value
}
