// Package peerster drives Peerster gossip nodes and whole networks of them. Package peerstertest starts them in tests.
package peerster
