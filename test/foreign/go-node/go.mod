module example.org/Peerster

go 1.21
