# Where the product is reached from Varnish: the one thing to edit.
backend product {
  .host = "127.0.0.1";
  .port = "3000";
  # Longer than the product takes for its own last word, a 503.
  .first_byte_timeout = 30s;
  .between_bytes_timeout = 60s;
  .probe = {
    .url = "/api/health/ready";
    .interval = 1s;
    .timeout = 2s;
    .window = 4;
    .threshold = 2;
    .initial = 2;
  }
}
