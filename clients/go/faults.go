package peerster

import (
	"time"

	"google.golang.org/protobuf/types/known/durationpb"

	pb "github.com/peerster/peerster/clients/go/peersterv1"
)

// Named selects nodes by name; "n3..n7" stands for these two and all nodes added between them, "*" alone for all.
func Named(names ...string) *pb.NodeSelection {
	if len(names) == 1 && names[0] == "*" {
		return &pb.NodeSelection{All: true}
	}
	return &pb.NodeSelection{Names: names}
}

// Partition is the fault by which nothing crosses between some nodes and all others.
func Partition(side ...string) *pb.Fault {
	// A node is in the first group that names it, so the second one is the rest.
	groups := []*pb.NodeSelection{Named(side...), {All: true}}
	return &pb.Fault{Selection: &pb.LinkSelection{Groups: groups}, Kind: &pb.Fault_Partition{Partition: &pb.PartitionFault{}}}
}

// Loss is the fault by which each datagram on any link is lost with a probability.
func Loss(share float64) *pb.Fault { return &pb.Fault{Kind: &pb.Fault_Loss{Loss: share}} }

// Delay is the fault by which datagrams on any link take longer.
func Delay(by time.Duration) *pb.Fault {
	return &pb.Fault{Kind: &pb.Fault_Delay{Delay: constant(by)}}
}

// Duplication is the fault by which a share of the datagrams arrives twice.
func Duplication(share float64) *pb.Fault {
	return &pb.Fault{Kind: &pb.Fault_Duplication{Duplication: share}}
}

// Slow is the fault by which nodes take so much longer for each datagram.
func Slow(by time.Duration, names ...string) *pb.Fault {
	slow := &pb.SlowNodeFault{Delay: durationpb.New(by)}
	return &pb.Fault{Selection: &pb.LinkSelection{From: Named(names...)}, Kind: &pb.Fault_Slow{Slow: slow}}
}

func constant(delay time.Duration) *pb.DelayFault {
	return &pb.DelayFault{Distribution: &pb.DelayFault_Constant{Constant: durationpb.New(delay)}}
}
