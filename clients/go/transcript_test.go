package peerster_test

import (
	"bytes"
	"context"
	"fmt"
	"iter"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/peerster/peerster/clients/go"
	"github.com/peerster/peerster/clients/go/peerstertest"
	pb "github.com/peerster/peerster/clients/go/peersterv1"
)

const metahash = "1804cd34f9d6cc735b70b634786f9d5a42243d0da1ecd5f1e681d718a370899e"

// content is the file of the transcript.
func content() []byte {
	bytes := make([]byte, 20_000)
	for place := range bytes {
		bytes[place] = byte(place % 251)
	}
	return bytes
}

// transcript is a session; its steps have the numbers of clients/README.md.
type transcript struct {
	*testing.T
	ctx     context.Context
	network *peerster.Network
}

func TestTheTranscript(t *testing.T) {
	t.Parallel()
	for _, engine := range []pb.NetworkEngine{
		pb.NetworkEngine_NETWORK_ENGINE_EMULATED, pb.NetworkEngine_NETWORK_ENGINE_LOCAL, pb.NetworkEngine_NETWORK_ENGINE_PROCESSES,
	} {
		t.Run(strings.ToLower(strings.TrimPrefix(engine.String(), "NETWORK_ENGINE_")), func(t *testing.T) {
			t.Parallel()
			request, seed := peerstertest.Topology("line", 5), uint64(7)
			request.Engine, request.Seed, request.KeepLines = engine, &seed, 2_000
			request.Settings = map[string]float64{"antiEntropy": 1_000, "searchPatience": 300}
			session := transcript{T: t, ctx: soon(t), network: peerstertest.StartNetwork(t, request)}
			session.step1Create()
			session.step2AddAPeer()
			session.steps3And4SendWatchResume()
			session.steps5And6Await()
			session.steps7To9PrivateMessage()
			session.step10Share()
			session.step11Search()
			session.step12Download()
			cut := session.steps13And14Partition()
			session.steps15And16Explain(cut)
			session.step17Heal(cut)
			session.steps18To20CrashAndRestart()
			session.step21Lines()
			session.step22Errors()
			session.step23Report(engine)
			session.step24Delete()
		})
	}
}

func (t transcript) step1Create() {
	told := must(t.network.Describe(t.ctx))(t.T)
	var nodes, links []string
	for _, node := range told.Nodes {
		nodes = append(nodes, node.Name+" "+node.State.String())
	}
	for _, link := range told.Links {
		links = append(links, link.A+"–"+link.B)
	}
	t.equal(strings.Join(nodes, ", "), "n1 NODE_STATE_UP, n2 NODE_STATE_UP, n3 NODE_STATE_UP, n4 NODE_STATE_UP, n5 NODE_STATE_UP")
	t.equal(strings.Join(links, ", "), "n1–n2, n2–n3, n3–n4, n4–n5")
}

func (t transcript) step2AddAPeer() {
	address := must(t.node("n5").Info(t.ctx))(t.T).GossipAddress
	added := must(t.node("n3").AddPeer(t.ctx, address))(t.T)
	t.equal([]any{added.Address, added.Configured}, []any{address, true})
	peers := must(t.node("n3").Peers(t.ctx))(t.T)
	isAdded := func(peer *pb.Peer) bool { return peer.Address == address }
	t.equal([]any{len(peers), slices.ContainsFunc(peers, isAdded)}, []any{3, true})
}

func (t transcript) steps3And4SendWatchResume() {
	proxy := startProxy(t.T, t.node("n5").Address())
	elsewhere := must(peerster.ConnectNetwork(proxy.address(), t.network.Name()))(t.T)
	defer elsewhere.Close()
	next := t.watch(elsewhere.Node("n5"))
	sent := t.send("n1", "hello")
	t.equal(sent.Origin, "n1")
	t.equal(sent.Id, 1)
	t.await("n5", peerster.Vector{"n1": 2})
	t.equal(next(), "n1 1 hello")
	proxy.cut()
	t.equal(t.send("n1", "while cut").Id, 2)
	t.await("n5", peerster.Vector{"n1": 3})
	t.equal(next(), "n1 2 while cut")
}

func (t transcript) steps5And6Await() {
	t.equal(t.send("n5", "hello back").Id, 1)
	t.converge(peerster.Vector{"n1": 3, "n5": 2})
	t.equal(must(t.node("n1").Status(t.ctx))(t.T), peerster.Vector{"n1": 3, "n5": 2})
	late := t.refused(t.node("n1").AwaitRumors(t.ctx, peerster.Vector{"n9": 2}, 100*time.Millisecond), "TIMED_OUT")
	t.equal(late.Facts["missingOrigins"], "1")
}

func (t transcript) steps7To9PrivateMessage() {
	peers, routes := must(t.node("n1").Peers(t.ctx))(t.T), must(t.node("n1").Routes(t.ctx))(t.T)
	t.equal([]int{len(peers), len(routes)}, []int{1, 1})
	t.equal([]string{routes[0].Destination, routes[0].NextHop}, []string{"n5", peers[0].Address})
	next := t.watch(t.node("n5"), peerster.Filtered(&pb.MessageFilter{Kind: pb.MessageKind_MESSAGE_KIND_PRIVATE}))
	t.equal(must(t.node("n1").SendPrivate(t.ctx, "n5", "for you alone"))(t.T).Id, 0)
	must(t.network.Advance(t.ctx, 100*time.Millisecond))(t.T)
	t.equal(next(), "n1 0 for you alone")
	t.equal(t.texts("n5", &pb.MessageFilter{Conversation: "n1"}), []string{"for you alone"})
	t.equal(len(t.texts("n3", &pb.MessageFilter{Kind: pb.MessageKind_MESSAGE_KIND_PRIVATE})), 0)
	_, err := t.node("n1").SendPrivate(t.ctx, "n9", "for nobody")
	t.refused(err, "NO_ROUTE")
}

func (t transcript) step10Share() {
	file := must(t.node("n5").Share(t.ctx, "notes.txt", bytes.NewReader(content())))(t.T)
	t.equal([]any{file.Name, file.Size, file.ChunkCount, file.ChunksHad}, []any{"notes.txt", 20_000, 3, 3})
	t.equal(file.Metahash, metahash)
	files := must(t.node("n5").Files(t.ctx))(t.T)
	t.equal([]any{len(files), files[0].Metahash}, []any{1, metahash})
}

func (t transcript) step11Search() {
	search := must(t.node("n1").Search(t.ctx, 16, "notes"))(t.T)
	var matches []string
	for match, err := range search.Matches() {
		check(t.T, err)
		matches = append(matches, fmt.Sprint(match.FileName, " ", match.Node, " ", match.Metahash, " ", match.Chunks, " of ", match.ChunkCount))
	}
	t.equal(matches, []string{"notes.txt n5 " + metahash + " [1 2 3] of 3"})
	t.equal([]any{search.Ended().Verdict, search.Ended().FullMatches}, []any{pb.SearchVerdict_SEARCH_VERDICT_EXHAUSTED, 1})
}

func (t transcript) step12Download() {
	download := must(t.node("n1").Download(t.ctx, metahash, "copy.txt"))(t.T)
	file := must(download.Wait())(t.T)
	t.equal([]any{file.Name, file.Size, file.ChunksHad}, []any{"copy.txt", 20_000, 3})
	var read bytes.Buffer
	check(t.T, t.node("n1").ReadFile(t.ctx, metahash, &read))
	t.equal(bytes.Equal(read.Bytes(), content()), true)
	files := must(t.node("n1").Files(t.ctx))(t.T)
	t.equal([]any{len(files), files[0].Name}, []any{1, "copy.txt"})
}

func (t transcript) steps13And14Partition() string {
	cut := must(t.network.Partition(t.ctx, "n1..n2"))(t.T)
	faults := must(t.network.Faults(t.ctx))(t.T)
	t.equal([]any{len(faults), faults[0].Id}, []any{1, cut})
	t.equal(t.send("n1", "left").Id, 3)
	t.equal(t.send("n5", "right").Id, 2)
	t.equal(must(t.network.RunUntilHeld(t.ctx, peerster.Vector{"n1": 4}, time.Minute, "n1..n2"))(t.T), true)
	t.equal(must(t.network.RunUntilHeld(t.ctx, peerster.Vector{"n5": 3}, time.Minute, "n3..n5"))(t.T), true)
	must(t.network.Advance(t.ctx, 500*time.Millisecond))(t.T)
	t.equal(must(t.node("n3").Status(t.ctx))(t.T), peerster.Vector{"n1": 3, "n5": 3})
	return cut
}

func (t transcript) steps15And16Explain(cut string) {
	rumor := must(t.network.ExplainRumor(t.ctx, &pb.RumorAtNode{Origin: "n1", Id: 3, Node: "n5"}))(t.T)
	t.equal([]any{rumor.Converged, len(rumor.Lacks)}, []any{false, 1})
	lack := rumor.Lacks[0]
	slices.Sort(lack.Holders)
	t.equal([]any{lack.Node, lack.Origin, lack.First, lack.Last, lack.Holders}, []any{"n5", "n1", 3, 3, []string{"n1", "n2"}})
	isCut := func(each *pb.Hindrance) bool {
		return each.Kind == pb.HindranceKind_HINDRANCE_KIND_CUT && each.Fault == cut
	}
	t.equal(slices.ContainsFunc(lack.Hindrances, isCut), true)
	whole := must(t.network.Explain(t.ctx))(t.T)
	t.equal([]any{whole.Converged, whole.TotalLacks}, []any{false, 5})
}

func (t transcript) step17Heal(cut string) {
	check(t.T, t.network.Heal(t.ctx, cut))
	t.equal(len(must(t.network.Faults(t.ctx))(t.T)), 0)
	t.converge(peerster.Vector{"n1": 4, "n5": 3})
	t.equal(must(t.network.Explain(t.ctx))(t.T).Converged, true)
}

func (t transcript) steps18To20CrashAndRestart() {
	next := t.watch(t.node("n4"), peerster.FromBeginning())
	told := []string{next(), next(), next(), next(), next()}
	slices.Sort(told)
	t.equal(told, []string{"n1 1 hello", "n1 2 while cut", "n1 3 left", "n5 1 hello back", "n5 2 right"})
	check(t.T, t.network.Crash(t.ctx, "n4"))
	_, err := t.node("n4").Info(t.ctx)
	t.refused(err, "CLOSED")
	for node, err := range t.network.States(t.ctx) {
		check(t.T, err)
		t.equal([]any{node.Name, node.State == pb.NodeState_NODE_STATE_DOWN}, []any{node.Name, node.Name == "n4"})
	}
	t.equal(t.send("n1", "without n4").Id, 4)
	t.await("n5", peerster.Vector{"n1": 5})
	check(t.T, t.network.Restart(t.ctx, pb.NodeMemory_NODE_MEMORY_LOST, "n4"))
	t.await("n4", peerster.Vector{"n1": 5, "n5": 3})
	t.equal(next(), "n1 4 without n4")
	t.equal(len(t.texts("n4", &pb.MessageFilter{Kind: pb.MessageKind_MESSAGE_KIND_RUMOR})), 6)
	t.converge(peerster.Vector{"n1": 5, "n5": 3})
}

func (t transcript) step21Lines() {
	lines := must(t.network.Lines(t.ctx, "n5", 0))(t.T)
	isPrivate := func(line string) bool {
		return strings.HasPrefix(line, "PRIVATE origin n1 hop-limit ") && strings.HasSuffix(line, " contents for you alone")
	}
	t.equal([]bool{slices.Contains(lines, "CLIENT MESSAGE hello back"), slices.ContainsFunc(lines, isPrivate)}, []bool{true, true})
	t.equal(len(must(t.network.Lines(t.ctx, "n5", 2))(t.T)), 2)
}

func (t transcript) step22Errors() {
	_, err := t.node("n9").Info(t.ctx)
	t.refused(err, "UNKNOWN_NODE")
	_, err = t.node("n1").Send(t.ctx, strings.Repeat("x", 8_193))
	t.equal(t.refused(err, "TEXT_TOO_LONG").Facts["limit"], "8192")
}

func (t transcript) step23Report(engine pb.NetworkEngine) {
	report := must(t.network.Report(t.ctx))(t.T).Report
	t.equal([]any{report.Rumors, report.Nodes, report.Engine, report.Seed}, []any{6, 5, engine, 7})
}

func (t transcript) step24Delete() {
	check(t.T, t.network.Delete(t.ctx))
	left := must(t.network.RPC.ListNetworks(t.ctx, &pb.ListNetworksRequest{}))(t.T)
	t.equal(len(left.Networks), 0)
}

func (t transcript) node(name string) *peerster.Node { return t.network.Node(name) }

func (t transcript) send(node, text string) *pb.SendMessageResponse {
	t.Helper()
	return must(t.node(node).Send(t.ctx, text))(t.T)
}

func (t transcript) await(node string, vector peerster.Vector) {
	t.Helper()
	check(t.T, t.node(node).AwaitRumors(t.ctx, vector, time.Minute))
}

// converge waits until all agree, and holds what they agree on against a vector.
func (t transcript) converge(vector peerster.Vector) {
	t.Helper()
	check(t.T, t.network.AwaitConverged(t.ctx, time.Minute))
	t.equal(must(t.node("n2").Status(t.ctx))(t.T), vector)
}

// watch begins a watch and returns what tells its next message.
func (t transcript) watch(node *peerster.Node, options ...peerster.WatchOption) func() string {
	t.Helper()
	watch := must(node.Watch(t.ctx, options...))(t.T)
	next, stop := iter.Pull2(watch.All())
	t.Cleanup(func() {
		watch.Close()
		stop()
	})
	return func() string {
		t.Helper()
		message, err, _ := next()
		check(t.T, err)
		return fmt.Sprint(message.GetOrigin(), " ", message.GetId(), " ", message.GetText())
	}
}

func (t transcript) texts(node string, filter *pb.MessageFilter) []string {
	var texts []string
	for message, err := range t.node(node).Messages(t.ctx, filter) {
		check(t.T, err)
		texts = append(texts, message.Text)
	}
	return texts
}

// refused is the error, which must have a reason.
func (t transcript) refused(err error, reason string) *peerster.Error {
	t.Helper()
	e, _ := err.(*peerster.Error)
	if e == nil || e.Reason != reason {
		t.Fatalf("got %v; want %s", err, reason)
	}
	return e
}

// equal compares as the two are printed: numbers of different types are the same.
func (t transcript) equal(got, want any) {
	t.Helper()
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Fatalf("got %v; want %v", got, want)
	}
}
