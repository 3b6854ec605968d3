/** Configuration files of both servers. */

/** Everything but the store and its HTTP interface is off, and nothing is listened to beyond the loopback. */
export const influxConfig = (data: string, port: number, rpcPort: number): string => `
reporting-disabled = true
bind-address = "127.0.0.1:${rpcPort}"
[meta]
  dir = "${data}/meta"
[data]
  dir = "${data}/data"
  wal-dir = "${data}/wal"
  index-version = "inmem"
  query-log-enabled = false
[monitor]
  store-enabled = false
[subscriber]
  enabled = false
[continuous_queries]
  enabled = false
[http]
  bind-address = "127.0.0.1:${port}"
  log-enabled = false
[logging]
  level = "warn"
`;

/** As InfluxDB 2 says it. */
const UNAUTHORIZED = `'{"code":"unauthorized","message":"unauthorized access"}'`;

/**
 * The write call of InfluxDB 2 for InfluxDB 1.6.7: bucket \`db\` or \`db/rp\`, precisions by their names in 1.x (it silently
 * takes \`us\` for ns otherwise), and no authorization, which 1.x understands differently.
 */
export const nginxConfig = (
  folder: string,
  influxPort: number,
  port: number,
  token: string | undefined,
): string => `
daemon off;
master_process off;
pid ${folder}/nginx.pid;
error_log stderr warn;
events { worker_connections 64; }
http {
  access_log off;
  client_max_body_size 30m;
  client_body_temp_path ${folder}/body;
  proxy_temp_path ${folder}/proxy;
  fastcgi_temp_path ${folder}/fastcgi;
  uwsgi_temp_path ${folder}/uwsgi;
  scgi_temp_path ${folder}/scgi;
  upstream influx1 { server 127.0.0.1:${influxPort}; keepalive 4; }
  map $arg_precision $v1_precision { default n; ns n; us u; ms ms; s s; }
  map $arg_bucket $v1_db { default $arg_bucket; "~^(?<d>.+?)(?:%2F|/)(?<r>.+)$" $d; }
  map $arg_bucket $v1_rp { default ""; "~^(?<d2>.+?)(?:%2F|/)(?<r2>.+)$" "&rp=$r2"; }
  server {
    listen 127.0.0.1:${port};
    location = /ready { return 204; }
    location = /api/v2/write {
      default_type application/json;
      ${token === undefined ? '' : `if ($http_authorization != "Token ${token}") { return 401 ${UNAUTHORIZED}; }`}
      set $args "db=$v1_db$v1_rp&precision=$v1_precision";
      rewrite ^ /write break;
      proxy_pass http://influx1;
      proxy_http_version 1.1;
      proxy_set_header Connection "";
      proxy_set_header Authorization "";
      proxy_next_upstream off;
    }
    location / { return 404 '{"code":"not found","message":"path not found"}'; }
  }
}
`;
