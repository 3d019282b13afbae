# autoredeem in a container: docs/containers.md. It runs wherever Python's own image does.
ARG PYTHON=3.13

FROM python:${PYTHON}-slim AS build
WORKDIR /build
# What changes seldom comes first: the libraries, pinned, each held to its hash, none of them built here.
COPY requirements/run.txt requirements/
RUN python -m venv /opt/autoredeem \
 && /opt/autoredeem/bin/pip install --no-cache-dir --disable-pip-version-check \
      --require-hashes --only-binary :all: -r requirements/run.txt
COPY pyproject.toml LICENSE ./
COPY packaging packaging
COPY requirements requirements
COPY src src
RUN /opt/autoredeem/bin/pip install --no-cache-dir --disable-pip-version-check \
      --no-deps --no-build-isolation . \
 && /opt/autoredeem/bin/pip uninstall --yes --disable-pip-version-check setuptools pip

FROM python:${PYTHON}-slim
# Nobody installs anything in here; and whoever breaks in finds no installer.
RUN python -m pip uninstall --yes --root-user-action ignore pip \
 && useradd --uid 10001 --home-dir /data --no-create-home --shell /usr/sbin/nologin autoredeem \
 && install --directory --owner autoredeem --group autoredeem --mode 0700 /data
COPY --from=build /opt/autoredeem /opt/autoredeem
COPY packaging/docker/healthcheck.py /opt/autoredeem/healthcheck.py
# The data folder of a user of Linux is below XDG_DATA_HOME: with no store named, the SQLite file is
# /data/autoredeem/autoredeem.db. Nothing else is written but to /tmp.
ENV PATH=/opt/autoredeem/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    XDG_DATA_HOME=/data
USER 10001
WORKDIR /data
VOLUME /data
HEALTHCHECK --interval=30s --timeout=10s --start-period=5m --retries=3 \
  CMD ["python", "-I", "/opt/autoredeem/healthcheck.py"]
ENTRYPOINT ["autoredeem"]
CMD ["run"]
