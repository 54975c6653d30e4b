// Grades a node: ten of them must deliver everything, with 20 % of the datagrams lost and across a partition that heals.
//
// PASS (exit status 0), FAIL (1) with what was broken by whom, or INVALID (3): something was, but the machine was not fit to say by whom.
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
	"strings"
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

// verdict is an exit status and what is to be said. A node is not to blame for what a machine did that was not fit.
func verdict(ctx context.Context, network *peerster.Network, why string) (int, []string) {
	seen, wrong := must(network.Report(ctx)).Judgement, []string{}
	if why != "" {
		wrong = append(wrong, why)
	}
	for _, broken := range seen.Broken {
		wrong = append(wrong, fmt.Sprintf("%s %s (%s of docs/protocol.md)", broken.Node, broken.What, broken.Sentence))
	}
	switch {
	case len(wrong) == 0:
		return 0, []string{"PASS"}
	case len(seen.Unfit) > 0:
		return 3, slices.Concat([]string{"INVALID"}, wrong, seen.Unfit)
	}
	return 1, slices.Concat([]string{"FAIL"}, wrong)
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
	status, lines := verdict(ctx, network, grade(ctx, network, time.Duration(*within*float64(time.Second))))
	must(0, network.Close())
	fmt.Println(strings.Join(lines, "\n"))
	os.Exit(status)
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
