import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Prints envelopes of versions 1, 2 and 3, under keys of both formats, as the Java Cryptography Extension makes them. */
public final class JceVectors {
  private static final HexFormat HEX = HexFormat.of();
  private static final String[] PLACE = {"acme", "customers", "00112233445566778899aabbccddeeff", "email"};
  private static final String KEY_ID = "ffeeddccbbaa99887766554433221100";

  private static byte[] counted(int length, int first) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) bytes[i] = (byte) (first + 7 * i);
    return bytes;
  }

  private static byte[] envelope(int version, int format, byte[] key, byte[] nonce, byte[] plaintext) throws Exception {
    SecretKeySpec secret = new SecretKeySpec(key, "AES");
    byte[] body;
    if (version == 1) {
      Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
      cipher.init(Cipher.ENCRYPT_MODE, secret, new IvParameterSpec(nonce));
      body = cipher.doFinal(plaintext);
    } else {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(Cipher.ENCRYPT_MODE, secret, new GCMParameterSpec(128, nonce));
      String place = version + "|" + String.join("|", PLACE) + (format == 1 ? "" : "|" + KEY_ID);
      cipher.updateAAD(place.getBytes(StandardCharsets.UTF_8));
      body = cipher.doFinal(plaintext);
    }
    byte[] whole = new byte[1 + nonce.length + body.length];
    whole[0] = (byte) version;
    System.arraycopy(nonce, 0, whole, 1, nonce.length);
    System.arraycopy(body, 0, whole, 1 + nonce.length, body.length);
    return whole;
  }

  public static void main(String[] arguments) throws Exception {
    String[] texts = {"", "a", "fünfzehn bytes", "sixteen bytes!!!", "j.müller@example.org", "😀 ".repeat(20)};
    String[] algorithms = {"aes-128-cbc", "aes-128-gcm", "aes-256-gcm"};
    List<String> lines = new ArrayList<>();
    for (int kind = 0; kind < 5; kind++) {
      int version = 1 + (kind + 1) / 2;
      int format = kind > 0 && kind % 2 == 0 ? 2 : 1;
      for (int index = 0; index < texts.length; index++) {
        byte[] key = counted(version == 3 ? 32 : 16, 16 * version + index);
        byte[] nonce = counted(version == 1 ? 16 : 12, 100 + index);
        byte[] plaintext = texts[index].getBytes(StandardCharsets.UTF_8);
        lines.add(String.format(
            "  { \"algorithm\": \"%s\", \"format\": %d, \"id\": \"%s\", \"key\": \"%s\", \"plaintext\": \"%s\", \"envelope\": \"%s\" }",
            algorithms[version - 1], format, KEY_ID, HEX.formatHex(key), HEX.formatHex(plaintext),
            HEX.formatHex(envelope(version, format, key, nonce, plaintext))));
      }
    }
    System.out.println("[\n" + String.join(",\n", lines) + "\n]");
  }
}
