"""Calls a model: answered, streamed, given up after two chunks, and once for each line of QUESTIONS."""

import os

from openai import OpenAI, OpenAIError

from booked import booked
from token_ledger import Ledger

ledger = Ledger(os.environ.get("TOKENLEDGER_URL", "http://127.0.0.1:4319"), os.environ.get("TOKENLEDGER_TOKEN"))
# The SDK's own retries would be hidden in one record, with the waiting in its latency.
create = OpenAI(max_retries=0).chat.completions.create
complete = booked(create, ledger.book, user="ada", team="search", tags={"feature": "answers"})


def ask(question):
    return {"model": os.environ.get("MODEL", "gpt-4o-mini"), "messages": [{"role": "user", "content": question}]}


print(complete(**ask("Name a colour.")).choices[0].message.content)

for chunk in complete(**ask("Tell a long story."), stream=True):
    print(chunk.choices[0].delta.content or "" if chunk.choices else "", end="")
print()

story = complete(**ask("Tell another one."), stream=True)
next(story), next(story)
story.close()

for question in os.environ.get("QUESTIONS", "").splitlines():
    try:
        complete(**ask(question))
    except OpenAIError as error:
        print("failed:", error)

ledger.close()
