apt-get update -q
apt-get install -q -y --no-install-recommends python3 python3-venv
[ -x /opt/venv/bin/python ] || uv venv --python /usr/bin/python3 /opt/venv
uv pip install --python /opt/venv/bin/python 'moto[s3,server]==5.1.18'
install -D -m 755 /src/minio.py /usr/local/bin/minio
