package peerster

import (
	"context"
	"fmt"

	"github.com/peerster/peerster/clients/go/internal/program"
	pb "github.com/peerster/peerster/clients/go/peersterv1"
)

// StartNode starts `peerster node` on ports that the system chooses, with more flags as they are, such as -antiEntropy=10. Close ends it,
// and so does the end of this process.
func StartNode(ctx context.Context, name string, flags ...string) (*Node, error) {
	argv := append([]string{"node", "-name=" + name, "-UIPort=0", "-gossipAddr=127.0.0.1:0", "-ready"}, flags...)
	process, ready, err := program.Start(ctx, argv...)
	if err != nil {
		return nil, err
	}
	node, err := Connect(ready["uiAddress"].(string))
	if err != nil {
		process.Stop()
		return nil, err
	}
	node.process = process
	return node, nil
}

// StartNetwork starts a server with one network. Close ends both, and so does the end of this process. A Program of the request, somebody
// else's node, is built and runs on this machine.
func StartNetwork(ctx context.Context, request *pb.CreateNetworkRequest) (*Network, error) {
	argv := []string{"network", "serve", "--port", "0", "--ready"}
	if request.Program != nil {
		argv = append(argv, "--programs")
	}
	process, ready, err := program.Start(ctx, argv...)
	if err != nil {
		return nil, err
	}
	network, err := CreateNetwork(ctx, ready["address"].(string), request)
	if err != nil {
		process.Stop()
		return nil, err
	}
	network.process = process
	return network, nil
}

// Topology asks for a named graph, such as line, ring or regular:4; `peerster network up --help` lists them.
func Topology(name string, nodes uint32) *pb.CreateNetworkRequest {
	topology := &pb.Topology{Name: name, Nodes: nodes}
	return &pb.CreateNetworkRequest{Shape: &pb.CreateNetworkRequest_Topology{Topology: topology}}
}

var engines = map[string]pb.NetworkEngine{
	"emulated":  pb.NetworkEngine_NETWORK_ENGINE_EMULATED,
	"local":     pb.NetworkEngine_NETWORK_ENGINE_LOCAL,
	"processes": pb.NetworkEngine_NETWORK_ENGINE_PROCESSES,
}

// Engine is where the nodes of a network live: emulated, local or processes.
func Engine(name string) (pb.NetworkEngine, error) {
	engine, known := engines[name]
	if !known {
		return engine, fmt.Errorf("the engine is %q; it must be emulated, local or processes", name)
	}
	return engine, nil
}

// Kill ends at once a node that StartNode has started, as a crash does.
func (n *Node) Kill() {
	if n.process != nil {
		n.process.Kill()
	}
}

// Said are the last lines of a node that StartNode has started.
func (n *Node) Said() string { return saidBy(n.process) }

// Said are the last lines of the server that StartNetwork has started.
func (n *Network) Said() string { return saidBy(n.process) }

func saidBy(process *program.Process) string {
	if process == nil {
		return ""
	}
	return process.Said()
}
