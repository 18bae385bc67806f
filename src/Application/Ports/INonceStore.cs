namespace Application.Ports;

/// <summary>Nonces of signed calls, seen by any node in the last ten minutes of the machine's clock.</summary>
public interface INonceStore
{
    /// <summary>Stores the nonce durably before the body is acted on; false if it was there already.</summary>
    Task<bool> TakeAsync(string app, string nonce, CancellationToken cancellation);

    /// <summary>Counts a refused call by its code; nothing else of it is kept.</summary>
    Task CountRefusalAsync(string code, CancellationToken cancellation);
}
