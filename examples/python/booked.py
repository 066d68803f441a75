"""Books every attempt of an OpenAI-compatible call, streamed or not. Needs nothing but the function to wrap."""

import time
import uuid

# None: no answer at all.
RETRY = (None, 408, 409, 429, 500, 502, 503, 504)
# Who stops reading never learns the usage: a record without tokens is unpriced, which is not free.
ABORTED = {"status_code": 200, "error": "the caller stopped reading", "error_type": "aborted"}


def booked(create, book, attempts=3, **who):
    """`create`: OpenAI(max_retries=0).chat.completions.create, or one like it; `who`: user, team, tags, … to book on."""

    def run(request):
        first = str(uuid.uuid4())
        for attempt in range(1, attempts + 1):
            identity = {"id": first} if attempt == 1 else {"id": f"{first}-{attempt}", "attempt_of": first}
            record = {**identity, "timestamp": time.time_ns() // 10**6, **called(request), **who}
            last, start = None, time.monotonic()
            try:
                answer = create(**request)
                for last in answer if record["stream"] else [answer]:
                    record.setdefault("time_to_first_token_ms", since(start) if record["stream"] else None)
                    yield last
                return
            except GeneratorExit:
                record |= ABORTED
                answer.close()
                raise
            except Exception as error:
                record |= failure(error)
                if attempt == attempts or last is not None or record["status_code"] not in RETRY:
                    raise
            finally:
                book({**record, **served(last), "latency_ms": since(start)})
            time.sleep(2 ** (attempt - 1))

    return lambda **request: run(with_usage(request)) if request.get("stream") else list(run(request))[0]


def since(start):
    return round((time.monotonic() - start) * 1000)


def with_usage(request):
    """Without this option most servers keep the usage of a stream to themselves."""
    return {**request, "stream_options": {"include_usage": True, **request.get("stream_options", {})}}


def called(request):
    return {"operation": "chat", "model": request["model"], "stream": bool(request.get("stream"))}


def failure(error):
    """The status as the caller saw it; a connection that breaks has none, which counts as 500."""
    return {
        "status_code": getattr(error, "status_code", None),
        "error": str(error),
        "error_type": type(error).__name__,
    }


def served(answer):
    """What an answer, or the last chunk of a stream, says it took."""
    usage = getattr(answer, "usage", None)
    read, written = getattr(usage, "prompt_tokens_details", None), getattr(usage, "completion_tokens_details", None)
    return {
        "response_model": getattr(answer, "model", None),
        "service_tier": getattr(answer, "service_tier", None),
        "input_tokens": getattr(usage, "prompt_tokens", None),
        "output_tokens": getattr(usage, "completion_tokens", None),
        "cache_read_tokens": getattr(read, "cached_tokens", None),
        "reasoning_tokens": getattr(written, "reasoning_tokens", None),
    }
