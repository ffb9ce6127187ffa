apt-get update -q
apt-get install -q -y --no-install-recommends nginx-light python3
install -D -m 755 /src/nginx-ingress.py /usr/local/bin/nginx-ingress
