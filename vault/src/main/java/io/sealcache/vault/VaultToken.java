package io.sealcache.vault;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The token by which keys are asked for: that of a file, or that of a login, which is renewed when
 * two thirds of its lease are over, and else come by anew. Thread-safe.
 */
final class VaultToken {
  private final VaultHttp http;
  private final VaultLogin login;
  private final LongSupplier nanoTime;
  private @Nullable Lease lease; // guarded by this

  VaultToken(VaultHttp http, VaultLogin login, LongSupplier nanoTime) {
    this.http = http;
    this.login = login;
    this.nanoTime = nanoTime;
  }

  private record Lease(String token, boolean renewable, long from, Duration length) {
    boolean isOld(long now) {
      return !length.isZero() && now - from > length.toNanos() / 3 * 2;
    }

    boolean isOver(long now) {
      return !length.isZero() && now - from > length.toNanos();
    }

    @Override
    public String toString() {
      return "Lease[" + length + "]";
    }
  }

  /**
   * Asks with the token; once more, with a new one, if Vault refuses it, be it that somebody
   * revoked it.
   *
   * @param question given the token
   */
  VaultHttp.Answer asked(Function<String, VaultHttp.Answer> question) {
    String token = current();
    VaultHttp.Answer answer = question.apply(token);
    if (answer.status() != 403) {
      return answer;
    }
    String next = after(token);
    return next.equals(token) ? answer : question.apply(next);
  }

  private synchronized String current() {
    if (login instanceof VaultLogin.TokenFile file) {
      return file.token();
    }
    Lease known = lease;
    long now = nanoTime.getAsLong();
    if (known != null && known.isOld(now)) {
      lease = known.renewable() && !known.isOver(now) ? renewed(known) : null;
    }
    return lease == null ? loggedIn().token() : lease.token();
  }

  private synchronized String after(String refused) {
    if (login instanceof VaultLogin.TokenFile file) {
      return file.token();
    }
    boolean isAnother = lease != null && !lease.token().equals(refused);
    return isAnother && lease != null ? lease.token() : loggedIn().token();
  }

  private Lease loggedIn() {
    VaultLogin.ByRequest by = (VaultLogin.ByRequest) login;
    String path = "auth/" + by.mount() + "/login";
    VaultHttp.Answer answer = http.ask(path, null, by.body());
    Lease got = answer.status() == 200 ? lease(answer.body()) : null;
    if (got == null) {
      throw new IllegalStateException(
          "Vault refuses the login by '%s' with status %d; look at its role, and at the files named in the setting"
              .formatted(path, answer.status()));
    }
    lease = got;
    return got;
  }

  /** Null if Vault doesn't: then a login may help. */
  private @Nullable Lease renewed(Lease old) {
    VaultHttp.Answer answer = http.ask("auth/token/renew-self", old.token(), new JsonObject());
    return answer.status() == 200 ? lease(answer.body()) : null;
  }

  private @Nullable Lease lease(JsonObject body) {
    try {
      JsonObject auth = body.getAsJsonObject("auth");
      String token = auth.get("client_token").getAsString();
      return VaultLogin.ONE_LINE.matcher(token).matches()
          ? new Lease(
              token,
              auth.get("renewable").getAsBoolean(),
              nanoTime.getAsLong(),
              Duration.ofSeconds(auth.get("lease_duration").getAsLong()))
          : null;
    } catch (RuntimeException e) { // whose message may show it
      return null;
    }
  }
}
