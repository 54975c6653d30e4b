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

// Node is a gossip node, wherever it runs: a process of its own, or a node of a network. Its methods fail with *Error. Safe for
// concurrent use.
type Node struct {
	// RPC is the generated client, for whatever has no method here. Use Context for its calls.
	RPC           pb.NodeServiceClient
	address       string
	name, network string
	connection    *grpc.ClientConn
	process       *program.Process
}

// Connect drives the node at an address, such as 127.0.0.1:10000. Nothing is sent before the first call.
func Connect(address string) (*Node, error) {
	connection, err := dial(address)
	if err != nil {
		return nil, err
	}
	return &Node{RPC: pb.NewNodeServiceClient(connection), address: address, connection: connection}, nil
}

// Address is where the node is reached.
func (n *Node) Address() string { return n.address }

// Context adds to a context what names this node, if it is one of a network.
func (n *Node) Context(ctx context.Context) context.Context { return addressed(ctx, n.name, n.network) }

// Close ends the connection, and the node if StartNode has started it. A node of a network shares the network's connection, and closes
// nothing.
func (n *Node) Close() error {
	if n.name != "" {
		return nil
	}
	return closeBoth(n.connection, n.process)
}

func closeBoth(connection *grpc.ClientConn, process *program.Process) error {
	err := connection.Close()
	if process != nil {
		process.Stop()
	}
	return err
}

// Info tells who the node is, how it is set and what it has counted.
func (n *Node) Info(ctx context.Context) (*pb.GetNodeResponse, error) {
	info, err := n.RPC.GetNode(n.Context(ctx), &pb.GetNodeRequest{})
	return info, wrap(err)
}

// Send publishes a text as a rumor for everybody.
func (n *Node) Send(ctx context.Context, text string) (*pb.SendMessageResponse, error) {
	return n.SendMessage(ctx, &pb.SendMessageRequest{Text: text})
}

// SendPrivate sends a text to one node alone. The error NO_ROUTE says that nothing of that node has come yet; a message that was sent may
// still be lost on its way.
func (n *Node) SendPrivate(ctx context.Context, destination, text string) (*pb.SendMessageResponse, error) {
	return n.SendMessage(ctx, &pb.SendMessageRequest{Text: text, Destination: destination})
}

// SendMessage publishes a text, or with a destination sends it to that node alone. With a request id it may be repeated safely.
func (n *Node) SendMessage(ctx context.Context, request *pb.SendMessageRequest) (*pb.SendMessageResponse, error) {
	sent, err := n.RPC.SendMessage(n.Context(ctx), request)
	return sent, wrap(err)
}

// pageSize is the most that a node puts into a page.
const pageSize = 1_000

// Messages yields everything that the node has accepted and the filter lets pass (nil: all), oldest first, over as many pages as it takes.
func (n *Node) Messages(ctx context.Context, filter *pb.MessageFilter) iter.Seq2[*pb.Message, error] {
	return func(yield func(*pb.Message, error) bool) {
		for token := ""; ; {
			page, err := n.RPC.ListMessages(n.Context(ctx), &pb.ListMessagesRequest{PageSize: pageSize, PageToken: token, Filter: filter})
			if err != nil {
				yield(nil, wrap(err))
				return
			}
			for _, message := range page.Messages {
				if !yield(message, nil) {
					return
				}
			}
			if token = page.NextPageToken; token == "" {
				return
			}
		}
	}
}

// AddPeer adds a peer by address. It is nil for the node's own address, which is no peer.
func (n *Node) AddPeer(ctx context.Context, address string) (*pb.Peer, error) {
	added, err := n.RPC.AddPeer(n.Context(ctx), &pb.AddPeerRequest{Address: address})
	return added.GetPeer(), wrap(err)
}

// RemovePeer forgets a peer; it is learnt again if it is heard from.
func (n *Node) RemovePeer(ctx context.Context, address string) error {
	_, err := n.RPC.RemovePeer(n.Context(ctx), &pb.RemovePeerRequest{Address: address})
	return wrap(err)
}

// Peers lists the peers, configured ones first.
func (n *Node) Peers(ctx context.Context) ([]*pb.Peer, error) {
	list, err := n.RPC.ListPeers(n.Context(ctx), &pb.ListPeersRequest{})
	return list.GetPeers(), wrap(err)
}

// Routes lists, for each node of which a rumor came, the neighbour that what is for it goes to.
func (n *Node) Routes(ctx context.Context) ([]*pb.Route, error) {
	list, err := n.RPC.ListRoutes(n.Context(ctx), &pb.ListRoutesRequest{})
	return list.GetRoutes(), wrap(err)
}

// Vector tells, for each origin, the last contiguous id held plus one.
type Vector map[string]uint32

// Status is the node's vector.
func (n *Node) Status(ctx context.Context) (Vector, error) {
	status, err := n.RPC.GetStatus(n.Context(ctx), &pb.GetStatusRequest{})
	return toVector(status.GetOrigins()), wrap(err)
}

// AwaitRumors returns once the node holds at least a vector. The error TIMED_OUT says which origins and ids are missing. On an emulated
// network the timeout is virtual, and time passes while this waits.
func (n *Node) AwaitRumors(ctx context.Context, vector Vector, timeout time.Duration) error {
	request := &pb.AwaitRumorsRequest{Origins: fromVector(vector), Timeout: durationpb.New(timeout)}
	_, err := n.RPC.AwaitRumors(n.Context(ctx), request)
	return wrap(err)
}

// Shutdown closes the node as SIGTERM does.
func (n *Node) Shutdown(ctx context.Context) error {
	_, err := n.RPC.Shutdown(n.Context(ctx), &pb.ShutdownRequest{})
	return wrap(err)
}

func toVector(origins []*pb.OriginStatus) Vector {
	vector := make(Vector, len(origins))
	for _, each := range origins {
		vector[each.Origin] = each.NextId
	}
	return vector
}

func fromVector(vector Vector) []*pb.OriginStatus {
	origins := make([]*pb.OriginStatus, 0, len(vector))
	for origin, nextID := range vector {
		origins = append(origins, &pb.OriginStatus{Origin: origin, NextId: nextID})
	}
	return origins
}
