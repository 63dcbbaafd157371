package io.sealcache.aws;

import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kms.model.DisabledException;
import software.amazon.awssdk.services.kms.model.IncorrectKeyException;
import software.amazon.awssdk.services.kms.model.InvalidCiphertextException;
import software.amazon.awssdk.services.kms.model.InvalidKeyUsageException;
import software.amazon.awssdk.services.kms.model.KmsException;
import software.amazon.awssdk.services.kms.model.KmsInvalidStateException;
import software.amazon.awssdk.services.kms.model.NotFoundException;

/** The meaning of a failure of a request, and what is to be done. */
final class KmsFailure {
  private KmsFailure() {}

  /**
   * The exception to throw.
   *
   * @param key which was asked
   * @param permission of IAM that the request needs
   * @return an {@link IllegalArgumentException} if what was wrapped is at fault
   */
  static RuntimeException of(KeyAddress key, String permission, SdkException e) {
    if (e instanceof InvalidCiphertextException) {
      return new IllegalArgumentException(
          "A key was wrapped for another context than it is opened for, or has been changed: %s refuses it"
              .formatted(key),
          e);
    }
    if (e instanceof IncorrectKeyException) {
      return new IllegalArgumentException(
          "A key was wrapped by another key than %s; name that one, and rotate a key in KMS rather than point its alias to a new one"
              .formatted(key),
          e);
    }
    return new IllegalStateException("%s %s".formatted(key, meaning(permission, e)), e);
  }

  private static String meaning(String permission, SdkException e) {
    if (e instanceof DisabledException) {
      return "is disabled; enable it, or start with other keys";
    }
    if (e instanceof KmsInvalidStateException) {
      return "can't be used in its state; if its deletion is scheduled, cancel that and enable it";
    }
    if (e instanceof NotFoundException) {
      return "does not exist; look at the setting, its region and the account";
    }
    if (e instanceof InvalidKeyUsageException) {
      return "is of another kind; take a symmetric one, for ENCRYPT_DECRYPT";
    }
    if (e instanceof KmsException service) {
      return answer(permission, service);
    }
    return "can't be asked; look at the cause: the network, the region, or the credentials";
  }

  private static String answer(String permission, KmsException e) {
    if (e.isThrottlingException()) {
      return "is asked too often for the account's quota; ask AWS for a higher one, or for fewer keys at a time";
    }
    return switch (code(e)) {
      case "AccessDeniedException" ->
          "refuses this identity; its policies must allow '%s'".formatted(permission);
      case "UnrecognizedClientException",
          "InvalidClientTokenId",
          "InvalidSignatureException",
          "ExpiredTokenException",
          "IncompleteSignature",
          "MissingAuthenticationToken" ->
          "doesn't accept the credentials; renew them, and look at the clock";
      default -> "failed with status %d, %s".formatted(e.statusCode(), code(e));
    };
  }

  private static String code(AwsServiceException e) {
    String code = e.awsErrorDetails() == null ? null : e.awsErrorDetails().errorCode();
    return code == null ? "without a code" : code;
  }
}
