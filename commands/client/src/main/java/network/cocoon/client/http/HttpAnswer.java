package network.cocoon.client.http;

import java.io.InputStream;
import java.util.OptionalInt;

/**
 * An answer whose head is here.
 *
 * @param type its Content-Type, empty where there is none
 * @param retryAfter seconds until asking again is of use, where it says so
 * @param body as it comes; read to its end it gives its connection back, closed before it breaks it
 */
record HttpAnswer(int status, String type, OptionalInt retryAfter, InputStream body) {}
