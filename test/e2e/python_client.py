"""What a user of another language writes. Usage: python_client.py HOST:PORT TEXT."""

import sys

import grpc
from peerster.v1 import node_pb2, node_pb2_grpc


def main(address: str, text: str) -> None:
    with grpc.insecure_channel(address) as channel:
        node = node_pb2_grpc.NodeServiceStub(channel)
        print("node", node.GetNode(node_pb2.GetNodeRequest(), timeout=10).name)

        watch = node.WatchRumors(node_pb2.WatchRumorsRequest(now=True), timeout=10)
        print("first", next(watch).WhichOneof("event"))
        sent = node.SendMessage(node_pb2.SendMessageRequest(text=text), timeout=10)
        message = next(watch).messages.messages[0]
        print("told", message.origin, message.id, message.text, message.id == sent.id)
        watch.cancel()

        page = node.ListMessages(node_pb2.ListMessagesRequest(), timeout=10)
        print("listed", [message.text for message in page.messages])

        missing = node_pb2.OriginStatus(origin="nobody", next_id=3)
        try:
            node.AwaitRumors(node_pb2.AwaitRumorsRequest(origins=[missing]), timeout=1)
        except grpc.RpcError as error:
            print("refused", error.code().name, error.details())


if __name__ == "__main__":
    main(*sys.argv[1:])
