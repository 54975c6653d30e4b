// Command client hands one message or command to the node on this machine.
package main

import (
	"encoding/binary"
	"encoding/hex"
	"flag"
	"fmt"
	"net"
	"os"
)

func main() {
	port := flag.String("UIPort", "10000", "port of the node")
	text := flag.String("msg", "", "a text for all, or with -dest for one node")
	destination := flag.String("dest", "", "the node that a text is for, or that a file is asked of")
	file := flag.String("file", "", "a file to share, or the name of one to download")
	request := flag.String("request", "", "metahash of the file to download")
	keywords := flag.String("keywords", "", "keywords to search files for, with commas")
	budget := flag.Uint64("budget", 0, "of the search; 0: an expanding ring")
	flag.Parse()
	hash, err := hex.DecodeString(*request)
	if err != nil || (*request != "" && len(hash) != 32) {
		fail("ERROR (Unable to decode hex hash)")
	}
	if isBadCombination(*text, *destination, *file, *request, *keywords) {
		fail("ERROR (Bad argument combination)")
	}
	send(*port, encode(*text, *destination, *file, hash, *keywords, *budget))
}

func isBadCombination(text, destination, file, request, keywords string) bool {
	switch {
	case text != "":
		return file != "" || request != "" || keywords != ""
	case file != "":
		return keywords != "" || (destination != "" && request == "")
	}
	return keywords == "" || destination != "" || request != ""
}

func encode(text, destination, file string, request []byte, keywords string, budget uint64) []byte {
	var bytes []byte
	for i, value := range [][]byte{[]byte(text), []byte(destination), []byte(file), request, []byte(keywords)} {
		bytes = binary.AppendUvarint(bytes, uint64(i+1)<<3|2)
		bytes = binary.AppendUvarint(bytes, uint64(len(value)))
		bytes = append(bytes, value...)
	}
	return binary.AppendUvarint(append(bytes, 6<<3), budget)
}

func send(port string, bytes []byte) {
	conn, err := net.Dial("udp4", "127.0.0.1:"+port)
	if err == nil {
		_, err = conn.Write(bytes)
	}
	if err != nil {
		fail(err.Error())
	}
}

func fail(line string) {
	fmt.Println(line)
	os.Exit(1)
}
