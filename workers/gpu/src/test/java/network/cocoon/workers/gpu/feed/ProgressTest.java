package network.cocoon.workers.gpu.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgressTest {

    @TempDir
    Path folder;

    @Test
    void the_bookmark_waits_for_the_slowest() throws IOException {
        Path file = folder.resolve("bookmark");
        Progress progress = new Progress(Bookmark.open(file));
        progress.begin(10);
        progress.begin(11);
        progress.begin(15);
        progress.done(11);
        progress.done(15);
        progress.save();
        assertThat(Bookmark.open(file).position()).as("10 is not reported yet").isEqualTo(9);
        progress.done(10);
        assertThat(Bookmark.open(file).position()).as("not saved yet").isEqualTo(9);
        progress.save();
        assertThat(Bookmark.open(file).position()).isEqualTo(15);
    }

    @Test
    void what_a_reconnection_repeats_is_not_run_again() throws IOException {
        Progress progress = new Progress(Bookmark.open(folder.resolve("bookmark")));
        assertThat(progress.begin(10)).isTrue();
        assertThat(progress.begin(10)).isFalse();
        progress.done(10);
        assertThat(progress.begin(10)).isFalse();
        assertThat(progress.begin(12)).isTrue();
    }

    @Test
    void after_a_crash_everything_unreported_comes_again() throws IOException {
        Path file = folder.resolve("bookmark");
        Progress before = new Progress(Bookmark.open(file));
        before.begin(10);
        before.begin(11);
        before.done(11);
        before.save();
        Progress after = new Progress(Bookmark.open(file));
        assertThat(after.begin(10)).isTrue();
        assertThat(after.begin(11))
                .as("reported, but a repeated report is harmless")
                .isTrue();
    }

    @Test
    void a_log_that_was_restored_begins_anew() throws IOException {
        Path file = folder.resolve("bookmark");
        Progress before = new Progress(Bookmark.open(file));
        before.begin(1_000);
        before.begin(1_001);
        before.done(1_000);
        Progress after = before.startOver();
        assertThat(Bookmark.open(file).position()).isZero();
        assertThat(after.begin(40)).isTrue();
        before.done(1_001);
        before.save();
        assertThat(Bookmark.open(file).position())
                .as("a report on the old log says nothing about the new one")
                .isZero();
        after.done(40);
        after.save();
        assertThat(Bookmark.open(file).position()).isEqualTo(40);
    }

    @Test
    void a_damaged_bookmark_is_not_guessed_at() throws IOException {
        Path file = folder.resolve("bookmark");
        Files.writeString(file, "12x");
        assertThatThrownBy(() -> Bookmark.open(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("bookmark");
    }
}
