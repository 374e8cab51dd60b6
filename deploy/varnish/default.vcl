vcl 4.1;

# In front of the product: keeps public pages and assets, and nothing else. What may be kept is named here, so that not even
# a mistake of the product's would have a private answer kept.
#
#   CDN_PURGE_TOKEN=… varnishd -f /etc/varnish/default.vcl -a :6081 -s malloc,256m
#
# The product has TRUSTED_PROXIES with Varnish's address, CDN_PURGE_URL=ban+http://<varnish>:6081 and the same CDN_PURGE_TOKEN.

import std;
include "backends.vcl";

# Who ends TLS in front of Varnish, if anybody does: their word on the scheme counts.
acl terminators {
  "127.0.0.1";
  "::1";
}

sub vcl_recv {
  if (req.method == "BAN") {
    if (std.getenv("CDN_PURGE_TOKEN") == "" || req.http.Authorization != "Bearer " + std.getenv("CDN_PURGE_TOKEN")) {
      return (synth(403));
    }
    # What stands in a ban is an expression: nothing but names goes in.
    if (req.http.Cache-Tag !~ "^[A-Za-z0-9-]+(,[A-Za-z0-9-]+)*$") {
      return (synth(400));
    }
    ban("obj.http.Cache-Tag ~ (^|,)(" + regsuball(req.http.Cache-Tag, ",", "|") + ")(,|$)");
    return (synth(200));
  }

  # The host decides which school it is: nobody outside may give another one.
  unset req.http.X-Forwarded-Host;
  unset req.http.Forwarded;
  unset req.http.X-GS-Vary;
  if (client.ip !~ terminators || req.http.X-Forwarded-Proto != "https") {
    unset req.http.X-Forwarded-Proto;
  }
  set req.http.Host = std.tolower(req.http.Host);

  if (req.method != "GET" && req.method != "HEAD") {
    return (pass);
  }
  if (req.url ~ "^/_nuxt/[A-Za-z0-9._-]+(\?|$)" || req.url ~ "^/api/static/[a-z-]+(\?|$)") {
    set req.url = regsub(req.url, "\?.*$", "");
  } elsif (req.url ~ "^/(news|timetable)?(\?|$)") {
    # Of the query, what shapes a page; anything else would be a copy of its own.
    set req.url = regsuball(req.url, "(?<=[?&])(?!(lang|from|branchId)=)[^&]*(&|$)", "");
    set req.url = std.querysort(regsub(req.url, "[?&]+$", ""));
  } else {
    return (pass);
  }
  # The same for everybody: nobody's cookie, token or language comes near it.
  unset req.http.Cookie;
  unset req.http.Authorization;
  unset req.http.Accept-Language;
  return (hash);
}

sub vcl_hash {
  # Links and HSTS depend on it. The address and the host come from the built-in rules, after this.
  hash_data(req.http.X-Forwarded-Proto);
}

sub vcl_backend_response {
  # A page of before is not sent because the product is away: it may be wrong.
  set beresp.keep = 0s;
  if (bereq.uncacheable) {
    return (deliver);
  }
  if (beresp.status != 200 || beresp.http.Set-Cookie || beresp.http.Cache-Control !~ "(^|,)\s*public(,|$)") {
    set beresp.grace = 0s;
    set beresp.ttl = 0s;
    set beresp.uncacheable = true;
    return (deliver);
  }
  # Nobody but Varnish itself is told when a page has changed, so nobody behind it keeps one.
  if (beresp.http.Cache-Tag) {
    set beresp.http.X-Control = "public, no-cache";
  }
}

sub vcl_deliver {
  if (resp.http.X-Control) {
    set resp.http.Cache-Control = resp.http.X-Control;
  }
  unset resp.http.X-Control;
  unset resp.http.Cache-Tag;
  unset resp.http.X-Varnish;
  unset resp.http.Via;
  if (obj.hits > 0) {
    set resp.http.X-Cache = "hit";
  } else {
    set resp.http.X-Cache = "miss";
  }
}
