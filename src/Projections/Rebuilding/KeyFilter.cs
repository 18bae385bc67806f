namespace Projections.Rebuilding;

/// <summary>Remembers which keys may stand in the table, in ten bits a key: a new key is never looked up (Bloom filter).</summary>
/// <remarks>Says "perhaps" of one key in a hundred that is not there, more often once it holds more than it was made for.</remarks>
sealed class KeyFilter
{
    const int BitsPerKey = 10;
    const int Probes = 7;

    readonly ulong[] words;

    /// <param name="expected">Keys it is made for; held between 64 thousand and 64 million (80 MiB).</param>
    public KeyFilter(long expected) =>
        words = new ulong[(Math.Clamp(expected, 64_000, 64_000_000) * BitsPerKey / 64) + 1];

    public void Add(string key)
    {
        var (hash, step) = Hashes(key);
        for (var probe = 0; probe < Probes; probe++, hash = unchecked(hash + step)) words[WordOf(hash)] |= BitOf(hash);
    }

    public bool MayHold(string key)
    {
        var (hash, step) = Hashes(key);
        for (var probe = 0; probe < Probes; probe++, hash = unchecked(hash + step))
        {
            if ((words[WordOf(hash)] & BitOf(hash)) == 0) return false;
        }

        return true;
    }

    static ulong BitOf(ulong hash) => 1UL << (int)(hash & 63);

    int WordOf(ulong hash) => (int)((hash >> 6) % (ulong)words.Length);

    static (ulong Hash, ulong Step) Hashes(string key)
    {
        // FNV-1a, then the finish of MurmurHash3: keys that count upwards must not fall side by side.
        unchecked
        {
            var hash = 14_695_981_039_346_656_037UL;
            foreach (var letter in key) hash = (hash ^ letter) * 1_099_511_628_211UL;
            hash = (hash ^ (hash >> 33)) * 0xFF51_AFD7_ED55_8CCDUL;
            hash = (hash ^ (hash >> 33)) * 0xC4CE_B9FE_1A85_EC53UL;
            hash ^= hash >> 33;
            return (hash, ((hash << 32) | (hash >> 32)) | 1);
        }
    }
}
