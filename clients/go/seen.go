package peerster

import pb "github.com/peerster/peerster/clients/go/peersterv1"

// seen is a vector of the rumors that a watch has delivered. Within one log nothing comes twice, so it is only asked after a restart of
// the node, whose new log tells the network's rumors again. Messages without ids (simple mode) cannot be recognised and pass.
type seen struct {
	highest, earlier map[string]uint32
}

func newSeen() *seen { return &seen{highest: map[string]uint32{}} }

// restart says that another log begins.
func (s *seen) restart() {
	s.earlier = make(map[string]uint32, len(s.highest))
	for origin, id := range s.highest {
		s.earlier[origin] = id
	}
}

// before counts as seen whatever a vector holds.
func (s *seen) before(origins []*pb.OriginStatus) {
	for _, each := range origins {
		s.note(each.Origin, each.NextId-1)
	}
}

// add notes a message and reports whether it is new.
func (s *seen) add(message *pb.Message) bool {
	if message.Kind != pb.MessageKind_MESSAGE_KIND_RUMOR {
		return true
	}
	// What was published on the node itself after its restart is new, even where it could not know that the id was taken.
	isNew := message.RelayAddress == "" || message.Id > s.earlier[message.Origin]
	s.note(message.Origin, message.Id)
	return isNew
}

func (s *seen) note(origin string, id uint32) {
	if id > s.highest[origin] {
		s.highest[origin] = id
	}
}
