package peerster_test

import (
	"io"
	"net"
	"sync"
	"testing"
)

// proxy is a TCP relay in front of a port whose connections can be cut.
type proxy struct {
	listener net.Listener
	mutex    sync.Mutex
	target   string
	open     []net.Conn
}

func startProxy(t *testing.T, target string) *proxy {
	p := &proxy{target: target, listener: must(net.Listen("tcp", "127.0.0.1:0"))(t)}
	go p.accept()
	t.Cleanup(func() {
		_ = p.listener.Close()
		p.cut()
	})
	return p
}

func (p *proxy) address() string { return p.listener.Addr().String() }

// leadTo says where new connections go.
func (p *proxy) leadTo(target string) {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	p.target = target
}

// cut ends every connection that is open now.
func (p *proxy) cut() {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	for _, each := range p.open {
		_ = each.Close()
	}
	p.open = nil
}

func (p *proxy) accept() {
	for {
		client, err := p.listener.Accept()
		if err != nil {
			return
		}
		p.mutex.Lock()
		server, err := net.Dial("tcp", p.target)
		if err != nil {
			_ = client.Close()
		} else {
			p.open = append(p.open, client, server)
			go pump(client, server)
			go pump(server, client)
		}
		p.mutex.Unlock()
	}
}

func pump(from, to net.Conn) {
	_, _ = io.Copy(to, from)
	_ = from.Close()
	_ = to.Close()
}
