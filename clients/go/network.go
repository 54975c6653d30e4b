package peerster

import (
	"context"
	"iter"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/protobuf/types/known/durationpb"

	"github.com/peerster/peerster/clients/go/internal/program"
	pb "github.com/peerster/peerster/clients/go/peersterv1"
)

// Network is a network of nodes: in virtual time, on real sockets, or as processes. Its methods fail with *Error. Safe for concurrent use.
// Times are of the network's own time.
type Network struct {
	// RPC is the generated client, for whatever has no method here.
	RPC        pb.NetworkServiceClient
	nodes      pb.NodeServiceClient
	address    string
	name       string
	connection *grpc.ClientConn
	process    *program.Process
}

// ConnectNetwork drives a network of the server at an address. The name may be empty while the server has exactly one.
func ConnectNetwork(address, name string) (*Network, error) {
	connection, err := dial(address)
	if err != nil {
		return nil, err
	}
	nodes := pb.NewNodeServiceClient(connection)
	return &Network{RPC: pb.NewNetworkServiceClient(connection), nodes: nodes, address: address, name: name, connection: connection}, nil
}

// CreateNetwork makes a network on the server at an address.
func CreateNetwork(ctx context.Context, address string, request *pb.CreateNetworkRequest) (*Network, error) {
	network, err := ConnectNetwork(address, "")
	if err != nil {
		return nil, err
	}
	created, err := network.RPC.CreateNetwork(ctx, request)
	if err != nil {
		_ = network.Close()
		return nil, wrap(err)
	}
	network.name = created.Network.Name
	return network, nil
}

// Name is the network's on its server.
func (n *Network) Name() string { return n.name }

// Close ends the connection, and the network and its server if StartNetwork has started them.
func (n *Network) Close() error { return closeBoth(n.connection, n.process) }

// Delete ends the network and everything in it.
func (n *Network) Delete(ctx context.Context) error {
	_, err := n.RPC.DeleteNetwork(ctx, &pb.DeleteNetworkRequest{Network: n.name})
	return wrap(err)
}

// Node is a node by its name. It is not looked for until it is called.
func (n *Network) Node(name string) *Node {
	return &Node{RPC: n.nodes, address: n.address, name: name, network: n.name, connection: n.connection}
}

// States yields every node that is not gone, with what it does and where it is reached.
func (n *Network) States(ctx context.Context) iter.Seq2[*pb.NetworkNode, error] {
	return func(yield func(*pb.NetworkNode, error) bool) {
		for token := ""; ; {
			page, err := n.RPC.ListNodes(ctx, &pb.ListNodesRequest{Network: n.name, PageSize: pageSize, PageToken: token})
			if err != nil {
				yield(nil, wrap(err))
				return
			}
			for _, node := range page.Nodes {
				if !yield(node, nil) {
					return
				}
			}
			if token = page.NextPageToken; token == "" {
				return
			}
		}
	}
}

// Describe tells of the network as a whole: of a large one the first 1,000 nodes and 10,000 links.
func (n *Network) Describe(ctx context.Context) (*pb.GetNetworkResponse, error) {
	described, err := n.RPC.GetNetwork(ctx, &pb.GetNetworkRequest{Network: n.name})
	return described, wrap(err)
}

// AddNode adds a node, linked with its neighbours. An empty name is chosen by the server.
func (n *Network) AddNode(ctx context.Context, name string, neighbours ...string) (*Node, error) {
	node := &pb.NewNode{Name: name, Neighbours: neighbours}
	added, err := n.RPC.AddNodes(ctx, &pb.AddNodesRequest{Network: n.name, Nodes: []*pb.NewNode{node}})
	if err != nil {
		return nil, wrap(err)
	}
	return n.Node(added.Nodes[0].Name), nil
}

// Remove ends nodes for good.
func (n *Network) Remove(ctx context.Context, names ...string) error {
	_, err := n.RPC.RemoveNodes(ctx, &pb.RemoveNodesRequest{Network: n.name, Nodes: Named(names...)})
	return wrap(err)
}

// Crash stops nodes in the middle of whatever they do.
func (n *Network) Crash(ctx context.Context, names ...string) error {
	_, err := n.RPC.CrashNodes(ctx, &pb.CrashNodesRequest{Network: n.name, Nodes: Named(names...)})
	return wrap(err)
}

// Restart brings crashed nodes back, with all that they held or (NODE_MEMORY_LOST) as new nodes under their old names.
func (n *Network) Restart(ctx context.Context, memory pb.NodeMemory, names ...string) error {
	_, err := n.RPC.RestartNodes(ctx, &pb.RestartNodesRequest{Network: n.name, Nodes: Named(names...), Memory: memory})
	return wrap(err)
}

// Pause makes nodes do nothing until they are resumed.
func (n *Network) Pause(ctx context.Context, names ...string) error {
	_, err := n.RPC.PauseNodes(ctx, &pb.PauseNodesRequest{Network: n.name, Nodes: Named(names...)})
	return wrap(err)
}

// Resume lets paused nodes go on.
func (n *Network) Resume(ctx context.Context, names ...string) error {
	_, err := n.RPC.ResumeNodes(ctx, &pb.ResumeNodesRequest{Network: n.name, Nodes: Named(names...)})
	return wrap(err)
}

// Link makes two nodes neighbours of one another.
func (n *Network) Link(ctx context.Context, a, b string) error {
	_, err := n.RPC.AddLinks(ctx, &pb.AddLinksRequest{Network: n.name, Links: []*pb.NetworkLink{{A: a, B: b}}})
	return wrap(err)
}

// Unlink cuts a link.
func (n *Network) Unlink(ctx context.Context, a, b string) error {
	_, err := n.RPC.RemoveLinks(ctx, &pb.RemoveLinksRequest{Network: n.name, Links: []*pb.NetworkLink{{A: a, B: b}}})
	return wrap(err)
}

// AddFaults puts faults in force and returns their ids.
func (n *Network) AddFaults(ctx context.Context, faults ...*pb.Fault) ([]string, error) {
	added, err := n.RPC.AddFaults(ctx, &pb.AddFaultsRequest{Network: n.name, Faults: faults})
	return added.GetIds(), wrap(err)
}

// Partition cuts some nodes off from all others, and returns the fault's id.
func (n *Network) Partition(ctx context.Context, side ...string) (string, error) {
	ids, err := n.AddFaults(ctx, Partition(side...))
	if err != nil {
		return "", err
	}
	return ids[0], nil
}

// Faults lists the faults in force.
func (n *Network) Faults(ctx context.Context) ([]*pb.Fault, error) {
	list, err := n.RPC.ListFaults(ctx, &pb.ListFaultsRequest{Network: n.name})
	return list.GetFaults(), wrap(err)
}

// Heal ends these faults, or all.
func (n *Network) Heal(ctx context.Context, ids ...string) error {
	_, err := n.RPC.HealFaults(ctx, &pb.HealFaultsRequest{Network: n.name, Ids: ids})
	return wrap(err)
}

// Advance lets so much time pass, at once on an emulated network, and returns the network's time.
func (n *Network) Advance(ctx context.Context, duration time.Duration) (time.Duration, error) {
	now, err := n.RPC.Advance(ctx, &pb.AdvanceRequest{Network: n.name, Duration: durationpb.New(duration)})
	return now.GetTime().AsDuration(), wrap(err)
}

// RunUntilHeld lets time pass until these nodes hold at least a vector, and reports whether they did within the limit.
func (n *Network) RunUntilHeld(ctx context.Context, vector Vector, limit time.Duration, names ...string) (bool, error) {
	condition := &pb.VectorCondition{Nodes: Named(names...), Origins: fromVector(vector)}
	request := &pb.RunUntilRequest{Network: n.name, Condition: &pb.RunUntilRequest_Vector{Vector: condition}, Limit: durationpb.New(limit)}
	ran, err := n.RPC.RunUntil(ctx, request)
	return ran.GetHeld(), wrap(err)
}

// AwaitConverged returns once every node that is up holds every rumor that any of them holds. The error TIMED_OUT says who lacks what.
func (n *Network) AwaitConverged(ctx context.Context, timeout time.Duration) error {
	_, err := n.RPC.AwaitConverged(ctx, &pb.AwaitConvergedRequest{Network: n.name, Timeout: durationpb.New(timeout)})
	return wrap(err)
}

// Explain tells why the network has not converged: in words, and as data.
func (n *Network) Explain(ctx context.Context) (*pb.ExplainResponse, error) {
	explanation, err := n.RPC.Explain(ctx, &pb.ExplainRequest{Network: n.name})
	return explanation, wrap(err)
}

// ExplainRumor tells why a rumor has not reached a node.
func (n *Network) ExplainRumor(ctx context.Context, rumor *pb.RumorAtNode) (*pb.ExplainResponse, error) {
	explanation, err := n.RPC.Explain(ctx, &pb.ExplainRequest{Network: n.name, Rumor: rumor})
	return explanation, wrap(err)
}

// Lines are the last lines that a node has printed, or would print as a process; so many of them, or with limit 0 all that are kept. The
// error WRONG_STATE says that the network was created without KeepLines.
func (n *Network) Lines(ctx context.Context, node string, limit uint32) ([]string, error) {
	list, err := n.RPC.ListLines(ctx, &pb.ListLinesRequest{Network: n.name, Node: node, Limit: limit})
	return list.GetLines(), wrap(err)
}

// Report tells what the network has done since its creation.
func (n *Network) Report(ctx context.Context) (*pb.GetReportResponse, error) {
	report, err := n.RPC.GetReport(ctx, &pb.GetReportRequest{Network: n.name})
	return report, wrap(err)
}

// Judgement tells whether the nodes have kept the protocol, and whether the machine was fit to say so; docs/verdicts.md has the rules.
func (n *Network) Judgement(ctx context.Context) (*pb.Judgement, error) {
	report, err := n.Report(ctx)
	return report.GetJudgement(), err
}
