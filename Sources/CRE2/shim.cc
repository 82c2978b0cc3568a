#include "CRE2.h"

#include <algorithm>
#include <cstring>
#include <string>
#include <vector>

#include <re2/re2.h>

struct cre2_pattern {
    re2::RE2 expression;
    cre2_pattern(re2::StringPiece text, const re2::RE2::Options &options) : expression(text, options) {}
};

namespace {

void tell(const std::string &text, char *message, size_t capacity) {
    if (capacity == 0) return;
    const size_t length = std::min(text.size(), capacity - 1);
    std::memcpy(message, text.data(), length);
    message[length] = 0;
}

}  // namespace

cre2_pattern *cre2_compile(const char *text, size_t length, int ignores_case, int64_t memory, char *message, size_t capacity) {
    try {
        re2::RE2::Options options;
        options.set_log_errors(false);
        options.set_case_sensitive(!ignores_case);
        options.set_max_mem(memory);
        auto *pattern = new cre2_pattern(re2::StringPiece(text, length), options);
        if (pattern->expression.ok()) return pattern;
        tell(pattern->expression.error(), message, capacity);
        delete pattern;
    } catch (...) {
        tell("out of memory", message, capacity);
    }
    return nullptr;
}

void cre2_free(cre2_pattern *pattern) { delete pattern; }

int cre2_group_count(const cre2_pattern *pattern) { return pattern->expression.NumberOfCapturingGroups(); }

int cre2_group_named(const cre2_pattern *pattern, const char *name, size_t length) {
    const auto &groups = pattern->expression.NamedCapturingGroups();
    const auto found = groups.find(std::string(name, length));
    return found == groups.end() ? -1 : found->second;
}

int cre2_match(const cre2_pattern *pattern, const char *text, size_t length, size_t from, int whole, cre2_range *ranges, int count) {
    try {
        if (from > length) return 0;
        std::vector<re2::StringPiece> groups(static_cast<size_t>(std::max(count, 1)));
        const auto anchor = whole ? re2::RE2::ANCHOR_BOTH : re2::RE2::UNANCHORED;
        if (!pattern->expression.Match(re2::StringPiece(text, length), from, length, anchor, groups.data(), count)) return 0;
        for (int i = 0; i < count; i++) {
            const auto &group = groups[static_cast<size_t>(i)];
            if (group.data() == nullptr) {
                ranges[i] = {-1, -1};
            } else {
                ranges[i].start = group.data() - text;
                ranges[i].end = ranges[i].start + static_cast<ptrdiff_t>(group.size());
            }
        }
        return 1;
    } catch (...) {
        return -1;
    }
}

int cre2_check_replacement(const cre2_pattern *pattern, const char *replacement, size_t length, char *message, size_t capacity) {
    std::string error;
    if (pattern->expression.CheckRewriteString(re2::StringPiece(replacement, length), &error)) return 1;
    tell(error, message, capacity);
    return 0;
}

long cre2_replace(const cre2_pattern *pattern, const char *text, size_t length, const char *replacement, size_t replacement_length,
                  size_t limit, cre2_sink sink, void *context) {
    try {
        const re2::RE2 &expression = pattern->expression;
        const re2::StringPiece input(text, length);
        const re2::StringPiece rewrite(replacement, replacement_length);
        const int count = 1 + re2::RE2::MaxSubmatch(rewrite);
        if (count > 1 + expression.NumberOfCapturingGroups()) return -1;
        std::vector<re2::StringPiece> groups(static_cast<size_t>(count));
        std::string out;
        size_t at = 0;
        long replaced = 0;
        // RE2::GlobalReplace has no limit on its result, so the same steps are taken here.
        while (at <= length) {
            if (!expression.Match(input, at, length, re2::RE2::UNANCHORED, groups.data(), count)) break;
            const size_t start = static_cast<size_t>(groups[0].data() - text);
            out.append(text + at, start - at);
            if (!expression.Rewrite(&out, rewrite, groups.data(), count)) return -1;
            replaced++;
            if (out.size() > limit) return -1;
            at = start + groups[0].size();
            if (groups[0].empty()) {
                if (at >= length) { at = length + 1; break; }
                // An empty match: keep one whole character and go on behind it.
                do out.push_back(text[at++]);
                while (at < length && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80);
            }
        }
        if (at < length) out.append(text + at, length - at);
        if (out.size() > limit) return -1;
        sink(context, out.data(), out.size());
        return replaced;
    } catch (...) {
        return -1;
    }
}
