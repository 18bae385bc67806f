using Projections.Reading;

namespace Api.Http;

/// <summary>One page of a list.</summary>
public sealed record PageAnswer<T>(IReadOnlyList<T> Items, long Total, int Page, int PageSize);

public static class PageAnswer
{
    public static PageAnswer<TOut> Of<T, TOut>(Page<T> page, Func<T, TOut> shown) =>
        new([.. page.Items.Select(shown)], page.Total, page.Number, page.Size);
}
