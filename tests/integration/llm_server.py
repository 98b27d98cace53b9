"""A chat server on a loopback address that answers as it is told: cards and reports, after a fixed
latency, with faults of every kind mixed in. It counts what it is asked.
"""
import json
import random
import socket
import struct
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

CARD = {"tldr": "A small model drafts and a large one verifies.", "motivation": "Serving is slow.",
        "method": "Drafts are verified in parallel.", "result": "Throughput rises by 14 %.",
        "conclusion": "Drafting pays.", "contributions": ["A drafting method"], "area": "", "tags": [],
        "mindmap": [{"label": "Method", "points": ["Draft", "Verify"]}],
        "second_tldr": "小模型起草，大模型验证。", "second_mindmap": [{"label": "方法", "points": ["起草"]}]}
REPORT = {"contribution": "A drafting method.", "setup": "Four benchmarks.", "limits": "",
          "results": "| set | gain |\n|---|---|\n| all | 14 % |", "conclusions": "It pays.", "future_work": ""}
PAGE = "<!DOCTYPE html><html><head><title>Sign in</title></head><body>please</body></html>"


def completion(content, finish="stop", **message):
    return {"id": "c1", "object": "chat.completion", "model": "small",
            "choices": [{"index": 0, "finish_reason": finish,
                         "message": {"role": "assistant", "content": content, **message}}],
            "usage": {"prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120}}


def chunks(content):
    """The same as a stream, with reasoning and a comment that are not part of it."""
    yield ": processing\n\n"
    pieces = [{"reasoning_content": "let me see"}] + [{"content": content[i:i + 40]} for i in range(0, len(content), 40)]
    for delta in pieces:
        yield "data: " + json.dumps({"choices": [{"index": 0, "delta": delta, "finish_reason": None}]}) + "\n\n"
    yield 'data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\n\n'
    yield 'data: {"choices":[],"usage":{"prompt_tokens":100,"completion_tokens":20}}\n\ndata: [DONE]\n\n'


# name: (status, body, headers). "drop" and "reset" end the connection instead.
FAULTS = {
    "throttled": (429, {"error": {"message": "slow down"}}, {"Retry-After": "0"}),
    "throttled_a_second": (429, {"error": {"message": "slow down"}}, {"Retry-After": "1"}),
    "fault": (500, {"error": {"message": "internal"}}, {}),
    "overloaded": (503, {"error": {"message": "overloaded"}}, {}),
    "gateway": (502, "<html><head><title>502 Bad Gateway</title></head></html>", {}),
    "drop": None, "reset": None,
    "truncated": (200, completion('{"tldr": "half', "length"), {}),
    "filtered": (200, completion(None, "content_filter"), {}),
    "refused": (200, completion(None, refusal="I cannot help with that."), {}),
    "empty": (200, completion(""), {}),
    "thought_only": (200, completion("<think>hm"), {}),
    "tool_call": (200, completion(None, "tool_calls", tool_calls=[{"id": "t", "type": "function"}]), {}),
    "page": (200, PAGE, {}),
    "broken": (200, '{"choices": [', {}),
    "nonconforming": (200, {"ok": True}, {}),
    "prose": (200, completion("Here is no card."), {}),
    "two_objects": (200, completion('{"tldr": "a"} {"tldr": "b"}'), {}),
    "error_in_200": (200, {"error": {"message": "Provider returned error", "code": 502}}, {}),
    "responses_api": (200, {"object": "response", "output": []}, {}),
    "bad_request": (400, {"error": {"message": "maximum context length is 10 tokens, the messages have 90"}}, {}),
    "unauthorized": (401, {"error": {"message": "bad key"}}, {}),
    "not_found": (404, {"error": {"message": "no such model", "code": "model_not_found"}}, {}),
}


def recorded(folder):
    """Faults made of recorded answers: whatever they are, none of them is a card."""
    out = {}
    for path in sorted(folder.glob("*.http")):
        head, _, body = path.read_text(encoding="utf-8").replace("\r\n", "\n").partition("\n\n")
        lines = head.split("\n")
        named = dict(line.split(": ", 1) for line in lines[1:] if ": " in line)
        kind = {name: value for name, value in named.items() if name.lower() == "content-type"}
        out[path.stem] = (int(lines[0].split()[1]), body, kind)
    return out


class ChatServer:
    """`fault_share` of the requests get a fault, drawn by `seed`; `refuse` sees each request first
    and may give (status, body) for it."""

    def __init__(self, latency=0.0, fault_share=0.0, faults=None, seed=1, refuse=None, card=None):
        self.card = {**CARD, **(card or {})}
        self.latency, self.fault_share, self.refuse = latency, fault_share, refuse
        self.faults = FAULTS if faults is None else faults
        self.random = random.Random(seed)
        self.lock = threading.Lock()
        self.bodies, self.keys, self.given = [], [], {}
        self.now = self.most = self.answered = 0
        owner = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            wbufsize = -1  # head and body leave together, not a delayed acknowledgement apart
            disable_nagle_algorithm = True

            def do_POST(self):
                owner.serve(self)

            def log_message(self, *_):
                pass

        class Server(ThreadingHTTPServer):
            request_queue_size = 128
            daemon_threads = True

            def handle_error(self, *_):  # a client that was killed
                pass

        self.server = Server(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}/v1"
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True)
        self.thread.start()

    def stop(self):
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()

    @property
    def requests(self):
        return len(self.bodies)

    def serve(self, handler):
        body = json.loads(handler.rfile.read(int(handler.headers["Content-Length"])))
        with self.lock:
            self.bodies.append(body)
            self.keys.append(handler.headers.get("Authorization"))
            self.now += 1
            self.most = max(self.most, self.now)
            fault = self.random.choice(list(self.faults)) if self.random.random() < self.fault_share else None
            self.given[fault] = self.given.get(fault, 0) + 1
        time.sleep(self.latency)
        with self.lock:
            self.now -= 1
        refused = self.refuse(body) if self.refuse else None
        if refused:
            self.send(handler, refused[0], json.dumps(refused[1]), {})
        elif fault in ("drop", "reset"):
            if fault == "reset":
                handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            handler.close_connection = True
            handler.connection.shutdown(socket.SHUT_RDWR)
        elif fault:
            status, content, headers = self.faults[fault]
            self.send(handler, status, content if isinstance(content, str) else json.dumps(content), headers)
        else:
            self.answer(handler, body)

    def answer(self, handler, body):
        report = "Write a report" in body["messages"][-1]["content"]
        content = json.dumps(REPORT if report else self.card, ensure_ascii=False)
        with self.lock:
            self.answered += 1
        if body.get("stream"):
            self.send(handler, 200, "".join(chunks(content)), {}, "text/event-stream")
        else:
            self.send(handler, 200, json.dumps(completion(content)), {})

    @staticmethod
    def send(handler, status, text, headers, kind="application/json"):
        data = text.encode("utf-8")
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name, value)
        if not any(name.lower() == "content-type" for name in headers):
            handler.send_header("Content-Type", "text/html" if text.startswith("<") else kind)
        handler.send_header("Content-Length", str(len(data)))
        handler.end_headers()
        handler.wfile.write(data)
