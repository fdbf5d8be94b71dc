"""Every process of the bed, so that all of them are stopped whichever way it ends."""

import os
import signal
import subprocess
import threading

LOCK = threading.Lock()
RUNNING = set()


def start(command, **options):
    """Starts a process that does not outlive the bed."""
    with LOCK:
        process = subprocess.Popen(command, **options)
        RUNNING.add(process)
    return process


def stop(process, patience=10):
    """Asks a process to end, and ends it if it does not."""
    process.terminate()
    try:
        process.wait(timeout=patience)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    with LOCK:
        RUNNING.discard(process)


def stop_all_on_signals():
    """For a bed that is itself asked to end: nothing is waited for, and nothing is left."""

    def end(number, _frame):
        # The lock stays taken: nothing else starts.
        LOCK.acquire(timeout=1)
        for process in RUNNING:
            process.terminate()
        for process in RUNNING:
            try:
                process.wait(timeout=5)
            except subprocess.TimeoutExpired:
                process.kill()
        os._exit(128 + number)

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, end)
