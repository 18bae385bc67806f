using System.Numerics;

namespace Bench.Cards;

/// <summary>Cards one after the other, far apart from each other, each once before any comes again.</summary>
public sealed class CardTurns
{
    readonly long cards;
    readonly long stride;
    long taken;

    public CardTurns(long cards)
    {
        this.cards = cards;
        stride = (long)(cards * 0.618) + 1;
        while (BigInteger.GreatestCommonDivisor(stride, cards) != 1) stride++;
    }

    public long Next() => Interlocked.Increment(ref taken) * stride % cards;

    public string NextStream() => VisitCards.Stream(Next());
}
