// Command Peerster is a small node in the form of the course, as students hand in: the tests judge it, and faulty versions of it.
package main

import (
	"flag"
	"fmt"
	"net"
	"os"
	"strings"
	"time"
)

type options struct {
	uiPort, guiPort, gossipAddr, name, peers string
	simple, verbose                          bool
	rtimer, antiEntropy, ackTimeout          float64
}

func main() {
	var o options
	flag.StringVar(&o.uiPort, "UIPort", "10000", "port for the client")
	flag.StringVar(&o.guiPort, "GUIPort", "", "accepted and not used")
	flag.StringVar(&o.gossipAddr, "gossipAddr", "127.0.0.1:5000", "ip:port for the gossiper")
	flag.StringVar(&o.name, "name", "", "name of the gossiper")
	flag.StringVar(&o.peers, "peers", "", "comma separated list of peers of the form ip:port")
	flag.BoolVar(&o.simple, "simple", false, "run in simple broadcast mode")
	flag.BoolVar(&o.verbose, "v", false, "say when the node runs")
	flag.Float64Var(&o.rtimer, "rtimer", 0, "seconds between route rumors, 0 to have none")
	flag.Float64Var(&o.antiEntropy, "antiEntropy", 1, "seconds between anti-entropy statuses, 0 to have none")
	flag.Float64Var(&o.ackTimeout, "ackTimeout", 1, "seconds to wait for an acknowledgement")
	flag.StringVar(&mutant, "mutant", os.Getenv("GO_NODE_MUTANT"), "plant one fault: "+strings.Join(mutants, ", "))
	flag.Parse()
	if err := run(o); err != nil {
		fmt.Fprintln(os.Stderr, "Peerster:", err)
		os.Exit(1)
	}
}

func run(o options) error {
	if !isMutant(mutant) {
		return fmt.Errorf("there is no mutant %q", mutant)
	}
	gossip, err := listen(o.gossipAddr)
	if err != nil {
		return err
	}
	ui, err := listen("127.0.0.1:" + o.uiPort)
	if err != nil {
		return err
	}
	n := newNode(o, gossip)
	go serve(ui, func(bytes []byte, _ *net.UDPAddr) { n.onCommand(bytes) })
	n.startTimers(seconds(o.rtimer), seconds(o.antiEntropy))
	if o.verbose {
		fmt.Println("Gossiper running")
	}
	serve(gossip, n.onDatagram)
	return nil
}

func listen(address string) (*net.UDPConn, error) {
	resolved, err := net.ResolveUDPAddr("udp4", address)
	if err != nil {
		return nil, err
	}
	return net.ListenUDP("udp4", resolved)
}

// serve hands each datagram to `take` in memory of its own, until the socket is closed.
func serve(conn *net.UDPConn, take func([]byte, *net.UDPAddr)) {
	buffer := make([]byte, 65536)
	for {
		n, from, err := conn.ReadFromUDP(buffer)
		if err != nil {
			return
		}
		take(append([]byte(nil), buffer[:n]...), from)
	}
}

func seconds(s float64) time.Duration { return time.Duration(s * float64(time.Second)) }
