# The farm in a container: `docker build --tag clonery .`, then `docker run --rm -p 127.0.0.1:7070:7070 clonery`.
#
# No container engine was at hand where this file was written: no image was built and no container was run. The steps
# of the first stage were run by hand, in an empty folder and as a user without rights.

ARG PYTHON=3.13

FROM python:${PYTHON}-slim AS build
WORKDIR /source
COPY . .
RUN python -m pip wheel --no-cache-dir --no-deps --wheel-dir /wheels .
RUN python -m venv --without-pip /opt/clonery
RUN python -m pip --python /opt/clonery/bin/python install --no-cache-dir /wheels/clonery-*.whl

FROM python:${PYTHON}-slim
RUN useradd --uid 10001 --home-dir /state --create-home --shell /usr/sbin/nologin clonery
COPY --from=build /opt/clonery /opt/clonery
ENV PATH=/opt/clonery/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
USER clonery
WORKDIR /state
EXPOSE 7070
HEALTHCHECK --interval=5s --timeout=3s --start-period=10s --retries=3 \
    CMD ["python", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:7070/_clonery/health', timeout=2)"]
ENTRYPOINT ["clonery"]
CMD ["serve", "--host", "0.0.0.0", "--port", "7070"]
